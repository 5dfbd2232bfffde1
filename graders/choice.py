"""The kind "choice": one of the options, given by its text or by its place counted from 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .kind import Kind, Reading, Unreadable

_BARE_DIGITS = re.compile(r"\d+", re.ASCII)


def _encode(answer: Any) -> str:
    """The option's text; a bare whole number becomes mathematics ("2" is "$2$"), so it is never taken for a place."""
    if not isinstance(answer, str) or not answer.strip():
        raise TypeError(f"{answer!r} is not an option; options are texts that say something")
    text = " ".join(answer.split())
    return f"${text}$" if _BARE_DIGITS.fullmatch(text) else text


def _read(text: str, options: Sequence[str] = ()) -> Reading:
    plain = " ".join(text.split())
    if not options:
        if not plain:
            raise Unreadable
        return Reading(plain, plain)
    if plain in options:
        return Reading(plain, plain)
    if _BARE_DIGITS.fullmatch(plain) and int(plain) < len(options):
        return Reading(options[int(plain)], options[int(plain)])
    raise Unreadable


CHOICE = Kind(
    name="choice",
    encode=_encode,
    read=_read,
    spec=lambda options: {"kind": "choice", "options": list(options or ())},
    looks="Choose one of the answers.",
)
