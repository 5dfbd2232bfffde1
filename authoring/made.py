"""Values an item bank gives away: `ItemInfo`, what an item is, and `Made`, one question it made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """An item of the course.

    `guess` and `slip` are probabilities; `digest` changes with the item's cell or helpers.py; `cell` counts from 1;
    `misconceptions` are those its questions can show; `distinct` is how many different questions it promises; `also`
    are the skills its questions ask for beside `skill`.
    """

    id: str
    skill: str
    kind: str
    shape: str
    guess: float
    slip: float
    digest: str
    file: str
    cell: int
    misconceptions: tuple[str, ...] = ()
    calculator: bool = False
    distinct: int = 30
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """One question, JSON-able by `dataclasses.asdict`: all it takes to ask it, judge it and replay it.

    `key`, `mistakes` and `options` are canonical texts of the answer `kind`; `prompt`, `hints`, `solution` and options
    are markdown; `picture` is SVG or "". `options` is None unless the kind is "choice".
    """

    item: str
    digest: str
    seed: int
    skill: str
    kind: str
    shape: str
    prompt: str
    picture: str
    key: str
    mistakes: Mapping[str, str]
    options: tuple[str, ...] | None
    hints: tuple[str, ...]
    solution: str
    guess: float
    slip: float
    lowest_terms: bool = False
    also: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A short hash of what the student sees; two questions with one fingerprint are the same question."""
        seen = "\x1f".join((self.prompt, self.picture, *sorted(self.options or ())))
        return blake2b(seen.encode(), digest_size=8).hexdigest()
