"""The course of the day with its item bank, and what every verb looks up in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from ..errors import NotFound
from ..mastery import Course, Lesson, Misconception, Skill, graph
from ..mastery.review import practised
from .protocol import Bank, SkillLink
from .words import say

if TYPE_CHECKING:
    from ..practice.judge import CourseJudge

    # Numpy comes with it, and most pages never need it.
    from .placements import Placements

HOME = "/home"


class Material:
    """One course with one bank. A reload makes another; events keep what they need of the old one."""

    def __init__(self, course: Course, bank: Bank, micro: Collection[str] | None = None) -> None:
        self.course = course
        self.bank = bank
        self.items = bank.items
        self._micro = micro

    @cached_property
    def placements(self) -> Placements:
        """The students' placements in this edition."""
        from .placements import Placements

        return Placements(self.course, self.items)

    @cached_property
    def judge(self) -> CourseJudge:
        """This edition as what judges practice; its bank is an ItemBank then, which knows the oracles."""
        from ..practice.judge import CourseJudge

        return CourseJudge(self.course, cast(Any, self.bank))

    @cached_property
    def shapes_of(self) -> Mapping[str, frozenset[str]]:
        """Skill -> the shapes of its items."""
        shapes: defaultdict[str, set[str]] = defaultdict(set)
        for item in self.items:
            shapes[item.skill].add(item.shape)
        return {skill: frozenset(found) for skill, found in shapes.items()}

    @cached_property
    def shows(self) -> Mapping[str, Collection[str]]:
        """Item id -> the misconceptions its questions can show."""
        return {item.id: item.misconceptions for item in self.items}

    @cached_property
    def practises(self) -> Mapping[str, Mapping[str, float]]:
        """Skill -> what its questions also practise, with weights."""
        return {skill: practised(self.course.skills, skill) for skill in self.course.skills}

    @cached_property
    def practised_by(self) -> Mapping[str, Mapping[str, float]]:
        """Skill -> the skills whose questions also practise it, with weights."""
        found: dict[str, dict[str, float]] = {skill: {} for skill in self.course.skills}
        for skill, weights in self.practises.items():
            for other, weight in weights.items():
                found[other][skill] = weight
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every skill after what it needs."""
        return graph.order(self.course.skills)

    @cached_property
    def lesson_of(self) -> Mapping[str, Lesson]:
        """Skill -> the first lesson that ends in it."""
        pairs = [(skill, lesson) for lesson in self.course.lessons.values() for skill in lesson.skills]
        return dict(reversed(pairs))

    def current(self, skill: str) -> str:
        """The id a skill has today, by one it had once."""
        return skill if skill in self.course.skills else self.course.renamed.get(skill, skill)

    def skill(self, id: str) -> Skill:
        """A skill of the course, also by an id it had once. Raises NotFound."""
        found = self.course.skills.get(self.current(id))
        if found is None:
            raise NotFound(say("no-skill"), HOME)
        return found

    def title(self, skill: str) -> str:
        """A skill's title; its id when a course edit took it away."""
        found = self.course.skills.get(self.current(skill))
        return found.title if found is not None else skill

    def href(self, skill: str) -> str:
        """Where a skill is taught; Home when no lesson teaches it."""
        lesson = self.lesson_of.get(self.current(skill))
        return f"/lesson/{lesson.id}" if lesson else HOME

    def link(self, skill: str) -> SkillLink:
        """A skill as a link."""
        return {"skill": skill, "title": self.title(skill), "href": self.href(skill)}

    def misconception(self, id: str | None) -> Misconception | None:
        """A misconception of the course; None when a course edit took it away."""
        return self.course.misconceptions.get(id) if id else None

    def micro(self, skill: str) -> str | None:
        """Where the short lesson for a hole is; None when the course has none, as far as is known."""
        has = self._micro is None or skill in self._micro
        return f"/tutor/micro/{skill}" if has else None
