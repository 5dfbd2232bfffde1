"""Finds what the table of `tones` has nobody say to a learner, and whether a text names a next move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .tones import TONES, Tone


@dataclass(frozen=True, slots=True)
class Slip:
    """A text that says what `tone` has nobody say, in these very `words`."""

    tone: Tone
    words: str


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


_SEARCHES = tuple((tone, _one_of(tone.patterns), _one_of(tone.allowed)) for tone in TONES)
_ANY = _one_of(pattern for tone in TONES for pattern in tone.patterns)
_NOT_PROSE = re.compile(
    r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|<!--.*?-->|</?[a-zA-Z][^<>]*>|https?://\S+|!(?=\[)|(?<=\])\([^)\s]*\)",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+")
_MOVES = """
    add ask begin change check choose circle close color colour compare copy count cover cut describe divide do
    double draw drop explain fill find fold follow give go group hold imagine jump keep leave let list look make
    mark match measure move multiply name open pick place point press pull put read remember replace round run say
    see set shade show sort split start step subtract swap take tell test think touch trace try turn type use walk
    watch work write
"""
_MOVE = re.compile(
    rf"(?:^|[.?!:;,]\s+)(?:(?:now|then|first|next|and|so) )*(?:{'|'.join(_MOVES.split())})\b|\?",
    re.IGNORECASE | re.MULTILINE,
)


def slips(text: str) -> Iterator[Slip]:
    """Every slip of a text in markdown; formulas, code, tags and addresses are passed over."""
    return iter(_slips(_NUMBER.sub("0", prose(text))))


def prose(text: str) -> str:
    """What a text says in words, with plain apostrophes."""
    return _NOT_PROSE.sub(" ", text).replace("’", "'")


def has_move(text: str) -> bool:
    """Whether a text names a next move: it asks something, or a sentence of it begins with something to do."""
    return _MOVE.search(prose(text)) is not None


@lru_cache(maxsize=8192)
def _slips(text: str) -> tuple[Slip, ...]:
    """Texts that differ in their numbers alone are looked at once: an item's questions are mostly such."""
    return tuple(_found(text)) if _ANY.search(text) else ()


def _found(text: str) -> Iterator[Slip]:
    for tone, pattern, allowed in _SEARCHES:
        fine = [match.span() for match in allowed.finditer(text)]
        for match in pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in fine):
                yield Slip(tone, match[0])
