"""Which lesson of a course suits a test: read from the course's own files."""

from __future__ import annotations

from pathlib import Path

from desk import Desk

from gapless.authoring import load_course
from gapless.mastery.values import Course, Lesson


def entry(course: Course) -> Lesson:
    """The first lesson that is open to everyone: no skill of it needs another lesson's."""
    return next(lesson for lesson in course.lessons.values() if not needs(course, lesson))


def live(path: Path, course: Course) -> Lesson:
    """The lesson with Python behind a widget."""
    sources = {id: (path / "lessons" / f"{id}.ipynb").read_text(encoding="utf-8") for id in course.lessons}
    return next(lesson for lesson in course.lessons.values() if ".observe(" in sources[lesson.id])


def needs(course: Course, lesson: Lesson) -> list[str]:
    """The skills that must be mastered before the lesson opens, the deepest first."""
    return prerequisites(course, lesson.skills[0])


def prerequisites(course: Course, skill: str) -> list[str]:
    """Everything below a skill, each after what it needs itself."""
    order: list[str] = []
    for below in course.skills[skill].prerequisites:
        order += [s for s in [*prerequisites(course, below), below] if s not in order]
    return order


def excuse(teacher: Desk, student: str, skills: list[str]) -> None:
    """The teacher excuses a student from these skills, so that what follows them opens."""
    for skill in skills:
        body = {"student": student, "skill": skill, "reason": "Shown on paper", "request_id": f"{student}-{skill}"}
        teacher.call("excuse", body)


def build_pages(teacher: Desk, student: str, course: Course) -> None:
    """Return when the server has built every lesson and its own pages, so that nothing is built later on."""
    own = ("/class", f"/as/{student}/home", f"/as/{student}/practice")
    for path in (*own, *(f"/lesson/{lesson}?still=1" for lesson in course.lessons)):
        teacher.http.get(path).raise_for_status()


__all__ = [
    "Course",
    "Lesson",
    "build_pages",
    "entry",
    "excuse",
    "live",
    "load_course",
    "needs",
    "prerequisites",
]
