"""Texts with numbers to fill in: `{slot}` and `{=expression}`. Filled by hand, never by `str.format`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .expressions import BadExpression, Expression, Undefined, Values, read

LARGEST = 10_000
"""What a number in a text stays below."""

_FRACTION = re.compile(r"(?:(?<=\d) )?(\d+|\?)/(\d+|\?)")
_WORD = re.compile(r" (of|or|and) ")


@dataclass(frozen=True, slots=True)
class Template:
    """A text and the expressions inside it: texts at even places, expressions at odd ones."""

    text: str
    pieces: tuple[str | Expression, ...]

    @property
    def words(self) -> str:
        """What stands there whatever the numbers are."""
        return " ".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def form(self) -> str:
        """The text with # for every number that is filled in."""
        return "".join(piece if isinstance(piece, str) else "#" for piece in self.pieces)

    @property
    def fixed(self) -> bool:
        """Whether nothing is filled in."""
        return len(self.pieces) == 1

    def fill(self, values: Values) -> str:
        """The text with its numbers. Raises Undefined where one is no whole number from 0 to `LARGEST`."""
        return "".join(piece if isinstance(piece, str) else _digits(piece, values) for piece in self.pieces)


def template(text: str, names: Collection[str]) -> Template:
    """The template of a text. Raises BadExpression for a brace that stands alone and for what can't be read in one."""
    pieces: list[str | Expression] = []
    rest = text
    while "{" in rest:
        head, _, rest = rest.partition("{")
        inside, closed, rest = rest.partition("}")
        if not closed:
            raise BadExpression("a brace is not closed")
        pieces += [_literal(head), _expression(inside, names)]
    return Template(text, (*pieces, _literal(rest)))


def to_markdown(text: str) -> str:
    """A filled-in text as pages show it: fractions with a bar, signs of TeX, words outside the formulas."""
    spans = text.split("$")
    return "$".join(_tex(span) if place % 2 else span for place, span in enumerate(spans))


def _tex(span: str) -> str:
    bars = _FRACTION.sub(lambda found: rf"\frac{{{found[1]}}}{{{found[2]}}}", span)
    signs = bars.replace("×", r"\times").replace("÷", r"\div")
    return _WORD.sub(r"$ \1 $", signs)


def _literal(text: str) -> str:
    if "}" in text:
        raise BadExpression("a brace was never opened")
    return text


def _expression(inside: str, names: Collection[str]) -> Expression:
    if inside.startswith("="):
        return read(inside[1:], names)
    if inside not in names:
        raise BadExpression(f"{inside[:20]!r} is no slot")
    return read(inside, names)


def _digits(piece: Expression, values: Values) -> str:
    value = piece(values)
    if value.denominator != 1 or not 0 <= value < LARGEST:
        raise Undefined("a number in a text is whole and not negative")
    return str(value.numerator)
