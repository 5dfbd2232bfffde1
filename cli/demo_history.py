"""Who is in the demo class, and what each of them has done before you look: a script that the real tutor plays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from ..authoring import ItemBank, load_course
from ..records.values import Person
from ..tutor import Tutor
from ..tutor.history import CantPlay, Clock, Turn, play, play_placement

if TYPE_CHECKING:
    from ..records import Classroom

SEED = 5
TRIES = 6
START_OF_SCHOOL = 9


@dataclass(frozen=True)
class Day:
    """One sitting, so many days before today; with `knows` it begins with a placement of one who knows these skills."""

    days_ago: int
    turns: tuple[Turn, ...]
    knows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Student:
    """One of the five; `about` says what their pages show."""

    person: Person
    about: str
    days: tuple[Day, ...] = ()


def all_right(*skills: str) -> tuple[Turn, ...]:
    """Each skill worked until it is mastered."""
    return tuple(Turn(skill) for skill in skills)


GROUND = all_right("equal-parts", "name-fractions", "number-line")
NUMBERS = all_right("equal-groups", "multiplication-facts", "common-multiples")
ADDS_ACROSS = Turn("add-unlike", "adds-across", times=1)

STUDENTS: Sequence[Student] = (
    Student(
        Person("mia", "Mia"),
        "a hole to close",
        (
            Day(8, GROUND),
            Day(6, NUMBERS),
            Day(3, all_right("equivalent", "add-like")),
            Day(1, (ADDS_ACROSS, ADDS_ACROSS)),
        ),
    ),
    Student(Person("ben", "Ben"), "first day"),
    Student(
        Person("lena", "Lena"),
        "closed a hole",
        (
            Day(7, GROUND),
            Day(4, (Turn("add-like", "tops-only", times=1), Turn("add-like", "tops-only", times=1))),
            Day(3, (Turn("hole:name-fractions"), Turn("add-like"))),
            Day(1, all_right("equal-groups", "multiplication-facts")),
        ),
    ),
    Student(
        Person("omar", "Omar"),
        "placed, then halfway",
        (
            Day(5, (), frozenset({"equal-parts", "equal-groups", "multiplication-facts"})),
            Day(2, (Turn("name-fractions", "hint", times=1), Turn("name-fractions"))),
            Day(0, (Turn("number-line", times=1), Turn("number-line", "not-learned", times=1))),
        ),
    ),
    Student(
        Person("zoe", "Zoe"),
        "all mastered",
        (
            Day(9, GROUND),
            Day(7, NUMBERS),
            Day(6, all_right("unit-fractions-compare", "fractions-of-a-set", "whole-as-fractions")),
            Day(5, all_right("equivalent", "simplify", "benchmark-half", "compare")),
            Day(4, all_right("add-like", "subtract-like", "fraction-times-whole")),
            Day(3, all_right("mixed-numbers", "add-mixed", "subtract-mixed")),
            Day(2, all_right("add-unlike", "subtract-unlike", "estimate-sums")),
        ),
    ),
)


def play_all(classroom: Classroom, tell: Callable[[str], object]) -> None:
    """Play every student's days into the records of this class."""
    now = datetime.now(UTC)
    clock = Clock(now)
    with ItemBank(classroom.course) as bank:
        tutor = Tutor(load_course(classroom.course), bank, classroom.records, clock, Random(SEED))
        for student in STUDENTS:
            tell(f"  {student.person.name}: {student.about}")
            for day in student.days:
                clock.now = _morning(now, day.days_ago)
                if day.knows:
                    play_placement(tutor, student.person.id, day.knows, clock)
                for turn in day.turns:
                    _play(tutor, student.person.id, turn, clock)


def _morning(now: datetime, days_ago: int) -> datetime:
    """When that day's work begins: at nine, today an hour ago."""
    if not days_ago:
        return now - timedelta(hours=1)
    return (now - timedelta(days=days_ago)).replace(hour=START_OF_SCHOOL, minute=0, second=0, microsecond=0)


def _play(tutor: Tutor, student: str, turn: Turn, clock: Clock) -> None:
    """Play one turn; where the question at hand can't be missed that way, it is answered and the next one tried."""
    for _ in range(TRIES):
        with suppress(CantPlay):
            play(tutor, student, [turn], clock)
            return
        play(tutor, student, [Turn(turn.goal, times=1)], clock)
    play(tutor, student, [turn], clock)
