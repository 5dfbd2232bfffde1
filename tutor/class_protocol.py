"""What the teacher's `class` answers, as types only. `title`, `reason` and names are plain text: show them as text."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from .protocol import Evidence, HoleWords, SkillTitle


class ClassSkill(TypedDict):
    """A column of the class table."""

    id: str
    title: str
    grade: int


class Waiting(TypedDict):
    """How many generated questions wait for the teacher at `href`; `odd` of them were reported or did not hold."""

    waiting: int
    odd: int
    href: str


class ClassParked(SkillTitle):
    """A skill that waits after `questions` without progress, while `prerequisite` is practised."""

    prerequisite: SkillTitle
    questions: int
    at: str


class ClassClosed(SkillTitle):
    """A hole that was confirmed and is closed: how, when, and what it took."""

    source: SkillTitle
    outcome: str
    at: str
    took: str


class ClassHole(HoleWords):
    """A hole as the teacher sees it."""

    skill: str
    title: str
    status: str
    misconception: str
    source: SkillTitle
    evidence: list[Evidence]


class Excused(TypedDict):
    """A skill a teacher excused."""

    skill: str
    reason: str
    by: str
    at: str


class ClassStudent(TypedDict):
    """A row of the class table: `cells` maps a skill to its state word."""

    id: str
    name: str
    last_at: str | None
    cells: dict[str, str]
    holes: list[ClassHole]
    closed: list[ClassClosed]
    parked: list[ClassParked]
    p_known: dict[str, float]
    excused: list[Excused]


class ClassTable(TypedDict):
    """The answer to `class`; `queue` is None where no practice is kept."""

    title: str
    course: str
    skills: list[ClassSkill]
    students: list[ClassStudent]
    queue: NotRequired[Waiting | None]
