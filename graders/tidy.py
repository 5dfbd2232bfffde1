"""Typed text in one plain form: the digits, signs, slashes and spaces of every keyboard."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""The most characters an answer may have; longer text is never looked at."""

_SAME = (
    str.maketrans(dict.fromkeys("−–—‐‑﹣－➖", "-"))
    | str.maketrans(dict.fromkeys("⁄∕／", "/"))
    | str.maketrans(dict.fromkeys("．。", "."))
    | str.maketrans({"，": ",", "＋": "+", "＝": "="})
)


def tidy(text: str) -> str:
    """`text` with plain digits, signs and single spaces; "１½ " is "1 1/2".

    Superscripts stay as they are, so that 3² is never read as 32. A leading equals sign and one trailing period go.
    """
    plain = "".join(_plain(character) for character in text.translate(_SAME))
    return " ".join(plain.split()).removeprefix("=").removesuffix(".").strip()


def echo(text: str, longest: int = 24) -> str:
    """`text` as it can be quoted back to a student: one line, printable, at most `longest` characters."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _plain(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.decomposition(character)
    if parts.startswith("<fraction>"):
        digits = "".join(chr(int(part, 16)) for part in parts.split()[1:])
        return " " + digits.replace("⁄", "/")
    if unicodedata.category(character) == "Cf":  # zero-width marks that come along when text is pasted
        return ""
    return " " if character.isspace() else character


GROUPED = r"\d{1,3}(?:,\d{3})+|\d+"
"""A whole number without sign, plain or grouped in threes by commas."""

DECIMAL_COMMA = re.compile(r"[+-]? ?\d+,\d+")
