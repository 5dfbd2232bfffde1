"""The skill graph as arrays: what the diagnostic knows of a course before anyone answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .. import graph
from ..values import Skill
from .arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class ItemNoise:
    """An item that can be asked: the chance of a lucky guess and of a careless slip on it, both in [0, 1)."""

    id: str
    guess: float = 0.05
    slip: float = 0.1


@dataclass(frozen=True)
class Chart:
    """All skills in an order in which prerequisites come first.

    `parents` are places in `skills`; `difficulty` places each skill on the line of levels, 0 for the first to be
    learned and 1 for the last; skills of one `strand` (numbered from 0) rise and fall together. `items` holds what can
    be asked: a skill without an entry can be asked again and again, always by a fresh question of `noise`.
    """

    skills: tuple[str, ...]
    parents: tuple[tuple[int, ...], ...]
    difficulty: tuple[float, ...]
    strand: tuple[int, ...]
    items: tuple[tuple[ItemNoise, ...] | None, ...]
    noise: ItemNoise = ItemNoise("", 0.05, 0.1)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Skill -> its place in `skills`."""
        return {skill: number for number, skill in enumerate(self.skills)}

    @cached_property
    def above(self) -> Bools:
        """`above[i, j]`: j is i or comes before i, so that i can't be known without j."""
        size = len(self.skills)
        closure = np.eye(size, dtype=np.bool_)
        for i, parents in enumerate(self.parents):
            for parent in parents:
                closure[i] |= closure[parent]
        return closure

    @cached_property
    def strands(self) -> Ints:
        """`strand` as an array."""
        return np.asarray(self.strand, dtype=np.intp)

    @cached_property
    def difficulties(self) -> Floats:
        """`difficulty` as an array."""
        return np.asarray(self.difficulty, dtype=np.float64)


def chart(
    skills: Mapping[str, Skill],
    *,
    items: Mapping[str, Sequence[ItemNoise]] | None = None,
    difficulty: Mapping[str, float] | None = None,
    strand: Mapping[str, int] | None = None,
    noise: ItemNoise | None = None,
) -> Chart:
    """The chart of a course. ValueError for prerequisites that go round in a circle.

    Without `difficulty`, skills are spread evenly by grade and then by the length of the longest way to them. Without
    `strand`, a skill belongs to the strand of its first prerequisite, and skills without one begin a strand each. With
    `items`, only skills that have one there are asked, each item once; without, every skill may be asked.
    """
    order = graph.order(skills)
    place = {skill: number for number, skill in enumerate(order)}
    parents = tuple(tuple(place[need] for need in graph.direct(skills, skill)) for skill in order)
    hard = _by_grade(skills, order, parents) if difficulty is None else [difficulty[skill] for skill in order]
    line = _by_first(parents) if strand is None else [strand[skill] for skill in order]
    bank = None if items is None else {skill: tuple(items.get(skill, ())) for skill in order}
    return Chart(
        skills=order,
        parents=parents,
        difficulty=tuple(float(value) for value in hard),
        strand=tuple(line),
        items=tuple(None if bank is None else bank[skill] for skill in order),
        noise=noise or ItemNoise("", 0.05, 0.1),
    )


def _by_grade(
    skills: Mapping[str, Skill], order: tuple[str, ...], parents: tuple[tuple[int, ...], ...]
) -> Sequence[float]:
    """Mean rank, in (0, 1), of each skill's (grade, length of the longest way to it)."""
    depth: list[int] = []
    for above in parents:
        depth.append(1 + max((depth[parent] for parent in above), default=-1))
    keys = [(skills[skill].grade, depth[number]) for number, skill in enumerate(order)]
    ranked = sorted(keys)
    first = {key: ranked.index(key) for key in set(keys)}
    count = {key: keys.count(key) for key in first}
    return [(first[key] + count[key] / 2) / len(keys) for key in keys]


def _by_first(parents: tuple[tuple[int, ...], ...]) -> Sequence[int]:
    strand: list[int] = []
    for above in parents:
        strand.append(strand[above[0]] if above else max(strand, default=-1) + 1)
    return strand
