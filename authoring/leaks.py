"""Whether a hint gives the answer away: numbers are compared by value, however they are written, options by text.

A number that the prompt shows too gives nothing away. Neither does one that the hint names whatever the key is ("there
are 2 steps"), nor a hint that names another option beside the right one. A whole number may be a step on the way that
happens to equal the key; it counts when it does so in more than a quarter of the questions. A fraction counts at once.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..graders import KINDS
from .made import Made

CHANCE = 0.25
"""The share of questions in which a hint may name a whole number that equals the key."""

_FRAC = re.compile(r"\\[dt]?frac\s*(?:\{(\d+)\}|(\d))\s*(?:\{(\d+)\}|(\d))")
_NUMBERS = re.compile(r"(?:(\d+) +)?(\d+) ?/ ?(\d+)|(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?|(\.\d+)", re.ASCII)
_MARKS = re.compile(r"[$*_`{}]|\\[,;: ]")

_COUNTS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_PARTS = (
    ("half halves", 2),
    ("third thirds", 3),
    ("quarter quarters fourth fourths", 4),
    ("fifth fifths", 5),
    ("sixth sixths", 6),
    ("seventh sevenths", 7),
    ("eighth eighths", 8),
    ("ninth ninths", 9),
    ("tenth tenths", 10),
    ("eleventh elevenths", 11),
    ("twelfth twelfths", 12),
)
_COUNT = {word: number for number, word in enumerate(_COUNTS.split())}
_PART = {word: number for words, number in _PARTS for word in words.split()}
_WORDS = re.compile(rf"\b(a|an|{'|'.join(_COUNT)})\b(?:[ -]({'|'.join(_PART)})\b)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leak:
    """A hint (from 1) that holds the key of the question of this seed."""

    hint: int
    seed: int
    text: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A hint, and what it names beyond its prompt: values, and options by text."""

    seed: int
    key: Hashable
    text: str
    names: frozenset[Hashable]


def find_leaks(questions: Sequence[Made]) -> Iterator[Leak]:
    """One leak for each hint that gives the key away in some of these questions of one item."""
    deepest = max((len(made.hints) for made in questions), default=0)
    for index in range(deepest - 1):
        named = [_named(made, index) for made in questions if index < len(made.hints) - 1]
        hits = [each for each in named if each.key in each.names and not _is_constant(each.key, named)]
        if any(not _is_whole(each.key) for each in hits) or len(hits) > CHANCE * len(named):
            telling = next((each for each in hits if not _is_whole(each.key)), hits[0])
            yield Leak(index + 1, telling.seed, telling.text)


@lru_cache(maxsize=4096)
def values(text: str) -> frozenset[Fraction]:
    """Every number a text names, in digits, as a fraction, or in English words; a fraction's parts count too."""
    plain = _plain(text)
    return frozenset([*_digits(plain), *_words(plain)])


def _plain(text: str) -> str:
    """The text without marks of markdown and TeX; \\frac{3}{4} is 3/4."""
    return _MARKS.sub("", _FRAC.sub(r" \1\2/\3\4 ", text.replace("{,}", ",")))


def _named(made: Made, index: int) -> _Named:
    hint = made.hints[index]
    prompt = values(made.prompt)
    if made.kind != "choice":
        key = KINDS[made.kind].read(made.key, ()).value
        return _Named(made.seed, key, hint, frozenset(values(hint) - prompt))
    options = made.options or ()
    says = [option for option in options if _says(hint, option) and not _says(made.prompt, option)]
    return _Named(made.seed, made.key, hint, frozenset(says if len(says) == 1 else ()))


def _says(text: str, option: str) -> bool:
    """Whether a text names an option: as a number of the same value, or word for word."""
    number = _NUMBERS.fullmatch(_plain(option).strip())
    if number:
        return next(_values_of(number), None) in values(text)
    wanted, said = (" ".join(_plain(each).casefold().split()) for each in (option, text))
    edge = r"\b" if wanted[:1].isalnum() and wanted[-1:].isalnum() else ""
    return bool(wanted) and re.search(f"{edge}{re.escape(wanted)}{edge}", said) is not None


def _is_constant(key: Hashable, named: Sequence[_Named]) -> bool:
    """Whether hints name this value in most questions whose key is another one."""
    others = [each for each in named if each.key != key]
    return bool(others) and sum(key in each.names for each in others) >= len(others) / 2


def _is_whole(key: Hashable) -> bool:
    return isinstance(key, Fraction) and key.denominator == 1


def _digits(plain: str) -> Iterator[Fraction]:
    for found in _NUMBERS.finditer(plain):
        yield from _values_of(found)


def _values_of(found: re.Match[str]) -> Iterator[Fraction]:
    """The value of a match first, then those of its parts."""
    whole, top, bottom, number, decimals, point = found.groups()
    if top is None:
        yield Fraction((number or "0").replace(",", "") + (decimals or point or ""))
        return
    if int(bottom):
        yield int(whole or 0) + Fraction(int(top), int(bottom))
        yield Fraction(int(top), int(bottom))
    yield from (Fraction(part) for part in (whole, top, bottom) if part is not None)


def _words(plain: str) -> Iterator[Fraction]:
    for count, part in _WORDS.findall(plain):
        number = _COUNT.get(count.casefold())
        if part:
            yield Fraction(1 if number is None else number, _PART[part.casefold()])
        elif number is not None:
            yield Fraction(number)
