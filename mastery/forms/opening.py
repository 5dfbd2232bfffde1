"""Which form a student may begin now, or what comes before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from ..form import Form
from ..review import retrievability
from ..student import Hole, StudentState
from ..values import Course
from .blueprint import SIZE, blueprint
from .chance import LIKELY, all_right

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands between a student and a form.

    "open": the form `number` of `grade` may begin. "running": one has begun. "today": the next one opens on `opens`.
    "holes": `holes` that the last one showed come first. "locked": `missing` skills of the `grade` come first. "done":
    every grade has its 100 %. "none": the course has no questions. `chance` is how likely 100 % is, as far as a form is
    near; `counts` its blueprint.
    """

    state: Literal["open", "running", "today", "holes", "locked", "done", "none"]
    grade: int = 0
    number: int = 0
    chance: float = 0.0
    counts: Mapping[str, int] | None = None
    missing: tuple[str, ...] = ()
    holes: tuple[Hole, ...] = ()
    opens: date | None = None


def opening(
    course: Course, having_items: Collection[str], state: StudentState, now: datetime, zone: tzinfo, size: int = SIZE
) -> Opening:
    """What a student may begin at `now`, in a class that lives in `zone`."""
    grade = _grade(course, having_items, state, now, size)
    if grade is None:
        return Opening("done" if _grades(course, having_items, state) else "none")
    number = 1 + sum(form.grade == grade for form in state.forms.values())
    counts = _counts(course, having_items, state, grade, size, number)
    chance = chance_at(course, having_items, state, grade, now, size)
    near = (grade, number, chance, counts)
    if state.form is not None:
        return Opening("running", state.form.grade, state.form.number, state.form.chance)
    holes = shown_holes(state)
    if holes:
        return Opening("holes", *near, holes=holes)
    missing = tuple(skill for skill in required(course, having_items, state, grade) if not _shown(state, skill))
    if missing:
        return Opening("locked", *near, missing=missing)
    opens = _opens(state, now, zone)
    return Opening("today", *near, opens=opens) if opens else Opening("open", *near)


def chance_at(
    course: Course, having_items: Collection[str], state: StudentState, grade: int, now: datetime, size: int = SIZE
) -> float:
    """How likely 100 % on a form of `grade` is now (`chance.all_right` says how)."""
    counts = _counts(course, having_items, state, grade, size)
    unsure = {skill for skill in counts if state.standing(skill).mastered_at is None}
    remembered = {
        skill: 1.0 if (memory := state.memories.get(skill)) is None else retrievability(memory, now) for skill in counts
    }
    rights, answers = state.looks
    return all_right(counts, rights, answers, remembered, {skill: state.standing(skill).p_known for skill in unsure})


def required(course: Course, having_items: Collection[str], state: StudentState, grade: int) -> tuple[str, ...]:
    """The skills a form of `grade` asks for: all with items, but for what a teacher excused."""
    return tuple(
        skill.id
        for skill in course.skills.values()
        if skill.grade == grade and skill.id in having_items and not state.standing(skill.id).excused
    )


def shown_holes(state: StudentState) -> tuple[Hole, ...]:
    """The live holes that the misses of the last form show, each once."""
    last = _last(state)
    missed = set(last.misses) if last is not None else set()
    return tuple(hole for hole in state.holes.values() if missed.intersection(hole.evidence))


def _grade(course: Course, having_items: Collection[str], state: StudentState, now: datetime, size: int) -> int | None:
    """The grade of the next form: after 100 % the one above, after less the same, at first where 100 % is likely.

    At first that is the highest grade whose skills are all shown and where 100 % is likely; where it is likely nowhere,
    the lowest that is shown; before any is, the lowest of all.
    """
    grades, last = _grades(course, having_items, state), _last(state)
    perfect = [form.grade for form in state.forms.values() if form.perfect]
    if last is not None and not last.perfect and last.grade in grades:
        return last.grade
    if perfect:
        return next((grade for grade in grades if grade > max(perfect)), None)
    whole = [
        grade for grade in grades if all(_shown(state, skill) for skill in required(course, having_items, state, grade))
    ]
    likely = [grade for grade in whole if chance_at(course, having_items, state, grade, now, size) >= LIKELY]
    return likely[-1] if likely else next(iter(whole or grades), None)


def _grades(course: Course, having_items: Collection[str], state: StudentState) -> list[int]:
    grades = sorted({skill.grade for skill in course.skills.values()})
    return [grade for grade in grades if required(course, having_items, state, grade)]


def _counts(
    course: Course, having_items: Collection[str], state: StudentState, grade: int, size: int, number: int = 1
) -> dict[str, int]:
    skills = required(course, having_items, state, grade)
    return blueprint({skill: course.skills[skill].minutes for skill in skills}, size, number)


def _last(state: StudentState) -> Form | None:
    """The form that was begun last among those handed in."""
    handed = [form for form in state.forms.values() if not form.running]
    return max(handed, key=lambda form: form.started_at, default=None)


def _shown(state: StudentState, skill: str) -> bool:
    """Whether the skill was shown and no confirmed hole says otherwise: mastered, or known by a placement."""
    standing, hole = state.standing(skill), state.holes.get(skill)
    known = standing.mastered_at is not None or standing.placed_at is not None
    return known and (hole is None or hole.status != "confirmed")


def _opens(state: StudentState, now: datetime, zone: tzinfo) -> date | None:
    """The day the next form opens, where one was begun today; None where it is open.

    A start less than a day ahead counts as today's, so that a clock set back opens no second one; one further ahead
    was made by a clock that was wrong.
    """
    today = now.astimezone(zone).date()
    days = [form.started_at.astimezone(zone).date() for form in state.forms.values() if form.started_at - now < _DAY]
    latest = max(days, default=None)
    return latest + _DAY if latest is not None and latest >= today else None
