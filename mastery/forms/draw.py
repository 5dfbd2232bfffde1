"""Drawing a form's questions: never one that is on another form of the student, or of the class at the same number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from random import Random

Q = TypeVar("Q")

DRAWS = 60
"""How many questions of one item are made at most in search of a fresh one."""


@dataclass(frozen=True, slots=True)
class Drawn(Generic[Q]):
    """One question of a form: its skill, its item and what was made."""

    skill: str
    item: str
    question: Q


def draw(
    counts: Mapping[str, int],
    items: Mapping[str, Sequence[str]],
    make: Callable[[str, int], Q | None],
    fingerprint: Callable[[Q], str],
    on_forms: Collection[str],
    seen: Collection[str],
    rng: Random,
) -> tuple[Drawn[Q], ...] | None:
    """The questions of a form in mixed order; None where the items can't make so many that are on no other form.

    A skill's `items` take turns. `make` gives a question of an item by a seed, None where it can't. `on_forms` are
    fingerprints that may not come; those in `seen`, met elsewhere, come only where nothing else is left. A skill that
    can't fill its part leaves the rest to the others.
    """
    deck = _Deck(items, make, fingerprint, set(on_forms), frozenset(seen), rng)
    drawn = [one for skill, count in counts.items() for one in deck.take(skill, count)]
    size = sum(counts.values())
    while len(drawn) < size:
        more = [one for skill in counts if len(drawn) < size for one in deck.take(skill, 1)]
        if not more:
            return None
        drawn += more[: size - len(drawn)]
    rng.shuffle(drawn)
    return tuple(drawn)


@dataclass
class _Deck(Generic[Q]):
    """What is left to draw from. `used` grows with each question that is taken."""

    items: Mapping[str, Sequence[str]]
    make: Callable[[str, int], Q | None]
    fingerprint: Callable[[Q], str]
    used: set[str]
    seen: frozenset[str]
    rng: Random

    def take(self, skill: str, count: int) -> Iterator[Drawn[Q]]:
        """Up to `count` fresh questions of a skill."""
        turns = list(self.items.get(skill, ()))
        self.rng.shuffle(turns)
        while count and turns:
            item = turns.pop(0)
            question = self._fresh(item)
            if question is not None:
                turns.append(item)
                count -= 1
                yield Drawn(skill, item, question)

    def _fresh(self, item: str) -> Q | None:
        """A question of the item that is on no form, best one never seen; None when many draws found none."""
        spare: Q | None = None
        for _ in range(DRAWS):
            question = self.make(item, self.rng.getrandbits(32))
            if question is None:
                break
            name = self.fingerprint(question)
            if name in self.used:
                continue
            if name not in self.seen:
                spare = question
                break
            spare = spare or question
        if spare is not None:
            self.used.add(self.fingerprint(spare))
        return spare
