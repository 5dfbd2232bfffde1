"""The kind "number": a whole number or a decimal, exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any

from .kind import Kind, Reading, Unreadable
from .tidy import DECIMAL_COMMA, GROUPED, tidy

_NUMBER = re.compile(rf"(?P<sign>[+-]?) ?(?P<digits>(?:{GROUPED})(?:\.\d*)?|\.\d+)", re.ASCII)
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))", re.ASCII)


def exact(answer: Any) -> Fraction:
    """An author's int, Decimal or Fraction as an exact value; TypeError for a float or anything else."""
    if isinstance(answer, bool) or not isinstance(answer, Rational | Decimal):
        raise TypeError(f"{answer!r} is not exact; use an int, a Fraction or a Decimal")
    if isinstance(answer, Decimal) and not answer.is_finite():
        raise ValueError(f"{answer!r} is not a number a student can type")
    return Fraction(answer) if isinstance(answer, Decimal) else Fraction(int(answer.numerator), int(answer.denominator))


def decimal_text(value: Fraction) -> str:
    """`value` in decimal digits, exact; ValueError where the digits never end."""
    places = _places(value.denominator)
    if places == 0:
        return str(value.numerator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def parse(text: str) -> Fraction | None:
    """The value of tidied `text`, or None when it is not a number."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    value = Fraction(found["digits"].replace(",", "").removesuffix("."))
    return -value if found["sign"] == "-" else value


def comma_hint(text: str) -> str:
    """What to say about a decimal comma, or ""."""
    return f"Write a point: {text.replace(',', '.')}." if DECIMAL_COMMA.fullmatch(text) else ""


def _places(denominator: int) -> int:
    places = 0
    while 10**places % denominator:
        places += 1
        if 2**places > denominator:  # a denominator 2^a 5^b divides 10^max(a, b), and max(a, b) ≤ log2 of it
            raise ValueError(f"1/{denominator} never ends as a decimal; make the answer a Fraction")
    return places


def _encode(answer: Any) -> str:
    return decimal_text(exact(answer))


def _read(text: str, options: Sequence[str] = ()) -> Reading:
    plain = _SPACED.sub("", tidy(text))
    value = parse(plain)
    if value is None:
        raise Unreadable(comma_hint(plain))
    return Reading(value, decimal_text(value))


NUMBER = Kind(
    name="number",
    encode=_encode,
    read=_read,
    spec=lambda options: {"kind": "number"},
    looks="A number looks like {example}.",
    examples=("12", "25"),
)
