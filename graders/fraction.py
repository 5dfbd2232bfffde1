"""The kind "fraction": 3/4, 1 1/2, 2 or .5, compared by value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import Any

from .kind import Kind, Reading, Unreadable
from .number import comma_hint, decimal_text, exact, parse
from .tidy import GROUPED, tidy

_FRACTION = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?P<whole>{GROUPED}) )?(?P<top>{GROUPED})/(?P<bottom>{GROUPED})", re.ASCII
)
_AROUND_SLASH = re.compile(r" ?/ ?")


def _encode(answer: Any) -> str:
    return str(exact(answer))


def _read(text: str, options: Sequence[str] = ()) -> Reading:
    plain = _AROUND_SLASH.sub("/", tidy(text))
    found = _FRACTION.fullmatch(plain)
    if found is not None:
        whole, top, bottom = (_whole(found[part]) for part in ("whole", "top", "bottom"))
        return _fraction(found["sign"] == "-", whole, top or 0, bottom or 0)
    value = parse(plain)
    if value is None:
        raise Unreadable(comma_hint(plain))
    return Reading(value, decimal_text(value), lowest=value.denominator == 1)


def _fraction(negative: bool, whole: int | None, top: int, bottom: int) -> Reading:
    if bottom == 0:
        raise Unreadable("The bottom number is never 0.")
    value = (whole or 0) + Fraction(top, bottom)
    sign = "-" if negative and value else ""
    text = f"{sign}{top}/{bottom}" if whole is None else f"{sign}{whole} {top}/{bottom}"
    return Reading(-value if negative else value, text, _is_lowest(whole, top, bottom))


def _is_lowest(whole: int | None, top: int, bottom: int) -> bool:
    """Whether nothing is left to simplify: 2/4, 4/1, 1 3/2 and 0 1/2 all have something left."""
    as_mixed = whole is None or (whole > 0 and 0 < top < bottom)
    return as_mixed and bottom > 1 and gcd(top, bottom) == 1


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits.replace(",", ""))


FRACTION = Kind(
    name="fraction",
    encode=_encode,
    read=_read,
    spec=lambda options: {"kind": "fraction"},
    looks="A fraction looks like {example}.",
    examples=("3/4", "2/5"),
)
