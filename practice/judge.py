"""The course as what judges proposals: contexts, verification, and the questions a spec makes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from threading import Thread
from typing import Protocol

from ..authoring.faults import ItemFault
from ..authoring.made import Made
from ..mastery.values import Course
from .context import Bank, SkillContext, skill_context
from .money import Target
from .render import Unserved, extremes, instance
from .spec import Spec, parse
from .verify import VERIFIER, Report, verify

SHOWN = 5
"""How many instances a teacher sees, and a replay compares."""


_log = logging.getLogger(__name__)


class Judge(Protocol):
    """What is needed of a course to work on its practice."""

    verifier: str
    course: str

    def context(self, skill: str) -> SkillContext | None:
        """What practice of a skill may be made of; None where none can be."""
        ...

    def first(self) -> str:
        """A skill that practice can be made of, "" for none."""
        ...

    def verify(self, raw: str, target: Target, known: Iterable[str]) -> Report:
        """The report on a proposal beside the known ones."""
        ...

    def shown(self, raw: str) -> Sequence[Made]:
        """The first questions of a spec."""
        ...

    def ends(self, raw: str) -> Sequence[Made]:
        """The questions of a spec with the smallest and the largest numbers."""
        ...


class CourseJudge:
    """Judges by a course and its item bank. `verifier` and `course` are their versions."""

    def __init__(self, course: Course, bank: Bank) -> None:
        self._course, self._bank = course, bank
        self._contexts: dict[str, SkillContext | None] = {}
        self._making: set[str] = set()
        self.verifier, self.course = VERIFIER, course.version

    def context(self, skill: str) -> SkillContext | None:
        """The context of a skill, made once; None for a skill without an oracle, or none of the course."""
        if skill not in self._course.skills:
            return None
        if skill not in self._contexts:
            self._contexts[skill] = skill_context(self._course, self._bank, skill)
        return self._contexts[skill]

    def made(self, skill: str) -> SkillContext | None:
        """The context of a skill where it was made before; else None, and it is made meanwhile, which nobody waits for.

        Making one takes a tenth of a second and more: too long for a student to wait for.
        """
        if skill not in self._contexts and skill not in self._making:
            self._making.add(skill)
            Thread(target=self._make_context, args=(skill,), name="practice-context", daemon=True).start()
        return self._contexts.get(skill)

    def _make_context(self, skill: str) -> None:
        try:
            self.context(skill)
        except ItemFault as fault:
            _log.warning("Practice of %s has to wait. %s", skill, fault)
        finally:
            self._making.discard(skill)

    def first(self) -> str:
        """The first skill of the course that practice can be made of, "" for none."""
        return next((skill for skill in self._course.skills if self.context(skill)), "")

    def verify(self, raw: str, target: Target, known: Iterable[str]) -> Report:
        """The report; a skill that can't be practised any more accepts nothing."""
        context = self.context(target.skill)
        if context is None:
            return Report(False, 0, None, (), "")
        return verify(raw, context, self._bank, specs(known), target.misconception)

    def make(self, spec: Spec, seed: int, context: SkillContext) -> Made:
        """One question of a spec; raises Unserved where it does not hold."""
        return instance(spec, seed, context, self._bank)

    def ends(self, raw: str) -> list[Made]:
        """The questions of a spec with its extremes, where they hold."""
        spec = parse(raw).spec
        context = self.context(spec.skill) if spec else None
        if spec is None or context is None:
            return []
        try:
            return extremes(spec, context, self._bank)
        except Unserved:
            return []

    def shown(self, raw: str) -> list[Made]:
        """Up to SHOWN questions; fewer where an instance does not hold."""
        spec = parse(raw).spec
        context = self.context(spec.skill) if spec else None
        if spec is None or context is None:
            return []
        made: list[Made] = []
        for seed in range(SHOWN):
            try:
                made.append(self.make(spec, seed, context))
            except Unserved:
                continue
        return made


def specs(raws: Iterable[str]) -> list[Spec]:
    """The specs that these texts are."""
    return [spec for raw in raws if (spec := parse(raw).spec)]


def report_text(report: Report) -> str:
    """A report as the audit keeps it: check by check, in one fixed form."""
    return json.dumps([asdict(verdict) for verdict in report.verdicts], sort_keys=True)


def digest_of(made: Sequence[Made]) -> str:
    """A hash of these questions, byte for byte."""
    return sha256(json.dumps([asdict(one) for one in made], sort_keys=True).encode()).hexdigest()
