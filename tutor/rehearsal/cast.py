"""Who is in the simulated class, and how each of them plays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType

import numpy as np

from ...authoring.made import ItemInfo
from ...authoring.rehearsed import Played
from ...errors import LearnerError
from ...mastery import Course
from ...mastery.graph import order
from ...mastery.simulation.learning import Dynamics, Pupil, pupil
from ...mastery.simulation.schools import known_at_start
from ..protocol import Bank
from .minds import SLIP, Guesser, Holder, Knower, Learner, Milker, Mind
from .seat import FIRST_DAY, DeadEnd, Seat
from .ways import at_one_skill, by_the_plan, to_the_bug

KNOWN = 0.35
"""The mean share of the course that learners know at the start, as in `mastery.simulation.compare`."""

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})

FORGETS, WEEK = 3.0, 7
"""A forgetter forgets so many times as fast as others, and comes back once in so many days."""


@dataclass(frozen=True, slots=True)
class Part:
    """One student to be: `skill` and `misconception` are what they come for, "" for the whole course."""

    kind: str
    number: int
    skill: str = ""
    misconception: str = ""


def cast(
    course: Course, items: Sequence[ItemInfo], students: int, shown: Mapping[str, Collection[str]] = NOTHING
) -> list[Part]:
    """`students` of each kind: for the whole course, at each skill, or for each misconception where it shows.

    `shown` are misconceptions that questions of an item show beyond those it is known for, by item id.
    """
    asked = [skill for skill in order(course.skills) if any(item.skill == skill for item in items)]
    there = {(item.skill, name) for item in items for name in (*item.misconceptions, *shown.get(item.id, ()))}
    bugs = [(skill, name) for skill in asked for name in course.misconceptions if (skill, name) in there]
    return [
        *(Part(kind, number) for kind in ("learner", "forgetter", "slipper", "knower") for number in range(students)),
        *(Part(kind, number, skill) for kind in KINDS_AT_A_SKILL for skill in asked for number in range(students)),
        *(Part("bug-holder", number, *bug) for bug in bugs for number in range(students)),
    ]


def play(part: Part, course: Course, bank: Bank, seed: int) -> Played:
    """Let one student play; the same for the same seed."""
    name = f"{seed} {part.kind} {part.number} {part.skill} {part.misconception}"
    mind = MINDS[part.kind](part, course, Random(f"{name} mind"))
    seat = Seat(course, bank, mind, name, WEEK if part.kind == "forgetter" else 1)
    left, evidence, dead_end = part.skill, None, ""
    try:
        left, evidence = _way(part, seat)
    except (DeadEnd, LearnerError) as end:
        dead_end = str(end).rstrip(".")
    return Played(
        part.kind,
        part.number,
        seat.questions,
        seat.minutes,
        finished=not left and not dead_end,
        skill=part.skill or left,
        misconception=part.misconception,
        evidence=evidence,
        tried=tuple(seat.tried),
        false=tuple(seat.false),
        dead_end=dead_end,
    )


def _way(part: Part, seat: Seat) -> tuple[str, int | None]:
    """What was not reached, "" when all was, and after how many questions a misconception was found."""
    if isinstance(seat.mind, Holder):
        return to_the_bug(seat, seat.mind)
    if part.skill:
        return at_one_skill(seat, part.skill, KINDS_AT_A_SKILL[part.kind]), None
    return by_the_plan(seat), None


KINDS_AT_A_SKILL: Mapping[str, int] = {"guesser": 30, "hint-milker": 15}
"""Kinds that know nothing, and how many questions each of them tries at one skill.

A skill's minutes are taken to hold 15 questions; a guesser stays twice as long.
"""


def _learner(part: Part, course: Course, rng: Random) -> Learner:
    seed = rng.getrandbits(32)
    starts: Iterator[frozenset[str]] = known_at_start(course, np.random.default_rng(seed), KNOWN)
    return Learner(pupil(course, Dynamics(), next(starts), FIRST_DAY, (seed, 1)), rng)


def _forgetter(part: Part, course: Course, rng: Random) -> Learner:
    made = _learner(part, course, rng)
    one: Pupil = made.pupil
    return replace(made, pupil=replace(one, rates={skill: rate * FORGETS for skill, rate in one.rates.items()}))


MINDS: Mapping[str, Callable[[Part, Course, Random], Mind]] = {
    "knower": lambda part, course, rng: Knower(rng),
    "slipper": lambda part, course, rng: Knower(rng, SLIP),
    "learner": _learner,
    "forgetter": _forgetter,
    "guesser": lambda part, course, rng: Guesser(rng),
    "hint-milker": lambda part, course, rng: Milker(rng),
    "bug-holder": lambda part, course, rng: Holder(course.misconceptions[part.misconception], part.skill),
}
