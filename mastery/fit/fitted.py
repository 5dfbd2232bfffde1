"""What a class's own answers taught: the numbers of knowledge tracing in force, and the scorecard that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import bkt
from .chance import Chance, chance
from .responses import Ints, Responses, responses
from .scorecard import Scorecard, fit
from .seen import Seen, item_key
from .tracing import Numbers, Trials, fit_tracing, trials


@dataclass(frozen=True)
class Fitted:
    """Numbers in force: (prior, learn) of a skill, (guess, slip) of an item, and the scorecard over `names`, skills.

    What is not among them keeps its default, or its author's number.
    """

    skills: Mapping[str, tuple[float, float]]
    items: Mapping[str, tuple[float, float]]
    names: tuple[str, ...]
    scorecard: Scorecard

    def in_force(self, skill: str, item: str, digest: str, guess: float, slip: float) -> dict[str, float]:
        """prior, learn, guess and slip for a question of this item, whose author set `guess` and `slip`."""
        prior, learn = self.skills.get(skill, (bkt.PRIOR, bkt.LEARN))
        guess, slip = self.items.get(item_key(item, digest), (guess, slip))
        return {"prior": prior, "learn": learn, "guess": guess, "slip": slip}

    def chance(self, past: Iterable[Seen], skill: str) -> Chance:
        """How likely this student's next answer on `skill` is right, and what that comes from."""
        rows = [*((one.skill, one.right) for one in past), (skill, False)]
        place = {name: number for number, name in enumerate(self.names)}
        at = np.array([place.get(name, len(place)) for name, _ in rows])
        order = np.arange(len(rows))
        data = responses(np.zeros_like(at), order, at, np.array([int(right) for _, right in rows]), across=True)
        return chance(self.scorecard, data, int(np.flatnonzero(data.turn == order[-1])[0]))


@dataclass(frozen=True)
class Columns:
    """A class's answers as arrays, and what the places in them stand for."""

    data: Responses
    item: Ints
    skills: tuple[str, ...]
    items: tuple[str, ...]
    start: Numbers

    def trials(self) -> Trials:
        """The answers as knowledge tracing reads them."""
        return trials(self.data, self.item)


def columns(rows: Sequence[Seen]) -> Columns:
    """The arrays of these answers; those of one student in order. ValueError for none."""
    students = {name: number for number, name in enumerate(sorted({row.student for row in rows}))}
    skills = {name: number for number, name in enumerate(sorted({row.skill for row in rows}))}
    items = {name: number for number, name in enumerate(sorted({row.item for row in rows}))}
    student = np.array([students[row.student] for row in rows], np.int64)
    skill = np.array([skills[row.skill] for row in rows], np.int64)
    order = np.arange(len(rows))
    right = np.array([int(row.right) for row in rows], np.int64)
    data = responses(student, order, skill, right, across=True)
    item = np.array([items[row.item] for row in rows], np.int64)[data.turn]
    own = {row.item: (row.guess, row.slip) for row in rows}
    guess, slip = (np.array([own[name][which] for name in items]) for which in (0, 1))
    start = Numbers(np.full(len(skills), bkt.PRIOR), np.full(len(skills), bkt.LEARN), guess, slip)
    return Columns(data, item, tuple(skills), tuple(items), start)


def learn(rows: Sequence[Seen]) -> Fitted:
    """Everything that these answers teach. Deterministic. ValueError for no answers."""
    seen = columns(rows)
    numbers = fit_tracing(seen.trials(), seen.start)
    return Fitted(
        skills=_pairs(seen.skills, numbers.prior, numbers.learn),
        items=_pairs(seen.items, numbers.guess, numbers.slip),
        names=seen.skills,
        scorecard=fit(seen.data),
    )


def _pairs(names: Sequence[str], one: np.ndarray, other: np.ndarray) -> dict[str, tuple[float, float]]:
    return {name: (round(a, 4), round(b, 4)) for name, a, b in zip(names, one.tolist(), other.tolist(), strict=True)}
