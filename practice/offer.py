"""One question from the bank for a student who practises: targeted, fresh, and checked once more as it is made."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from ..authoring.faults import ItemFault
from ..authoring.made import Made
from .bank import PracticeBank, Stored
from .judge import CourseJudge
from .render import Unserved
from .spec import Spec, parse

TRIES = 12
"""How many questions are made at most in search of one that the student has not seen."""

SEEDS = 1000
"""Seeds a spec's questions are drawn from."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """A question of the bank, and the hash of the spec that it is of."""

    spec: str
    made: Made


class Offer:
    """What the bank of a class has to offer in one edition of its course. It never asks a model, nor waits for one."""

    def __init__(self, bank: PracticeBank, judge: CourseJudge) -> None:
        self._bank, self._judge = bank, judge

    def question(
        self, skill: str, against: Collection[str], shapes: Collection[str], seen: Collection[str], draw: Random
    ) -> Offered | None:
        """A question of a skill, of one of these shapes, whose fingerprint is not `seen`; None, else. The same for the
        same `draw`.

        Where the bank has some that show one of the misconceptions `against`, it is one of those. One that does not
        hold when it is made is not served: its spec is quarantined, and there is none. The first time that a skill is
        asked for there is none either: what is needed of the course is made ready meanwhile.
        """
        found = _targeted(self._bank.active(skill), against, shapes)
        try:
            return self._first(found, against, seen, draw) if found else None
        except ItemFault as fault:
            _log.warning("The bank of practice offered nothing, so an item of the course was asked. %s", fault)
            return None

    def _first(
        self, found: list[tuple[Stored, Spec]], against: Collection[str], seen: Collection[str], draw: Random
    ) -> Offered | None:
        telling = any(_shows(spec, against) for _, spec in found)
        for stored, spec in islice(_turns(found, draw), TRIES):
            context = self._judge.made(spec.skill)
            if context is None:
                return None
            try:
                made = self._judge.make(spec, draw.randrange(SEEDS), context)
            except Unserved as trouble:
                self._bank.report(stored.hash, f"a question did not hold: {trouble}")
                return None
            if made.fingerprint not in seen and (not telling or {*against} & {*made.mistakes}):
                return Offered(stored.hash, made)
        return None


def _targeted(active: list[Stored], against: Collection[str], shapes: Collection[str]) -> list[tuple[Stored, Spec]]:
    """The specs of these shapes: those that show one of these misconceptions, or all where none does."""
    read = [(stored, spec) for stored in active if (spec := parse(stored.raw).spec) and spec.kind in shapes]
    return [one for one in read if _shows(one[1], against)] or read


def _shows(spec: Spec, against: Collection[str]) -> bool:
    return any(claim.misconception in against for claim in spec.mistakes)


def _turns(found: list[tuple[Stored, Spec]], draw: Random) -> Iterator[tuple[Stored, Spec]]:
    """Every spec in turn, in an order of chance, again and again."""
    order = sorted(found, key=lambda one: one[0].hash)
    draw.shuffle(order)
    while True:
        yield from order
