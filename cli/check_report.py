"""What a check found, in sentences or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from ..authoring import load_course
from ..authoring.check import Finding
from ..authoring.rules import RULES, Rule
from ..errors import AuthorError
from . import check_class
from .boundary import FAULT
from .rehearsals import Rehearsal


@dataclass(frozen=True)
class Report:
    """All that was found in a course.

    `reasons` tells which notebooks need a kernel for each visitor, and why; `rehearsal` how a simulated class fared.
    """

    course: Path
    seeds: int
    found: Sequence[Finding]
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(0, 0))

    @classmethod
    def unread(cls, course: Path, seeds: int, faults: Sequence[AuthorError]) -> Report:
        """The report on a course that could not be read at all."""
        rule = next(rule for rule in RULES if rule.id == "reads")
        return cls(course, seeds, [Finding(rule, fault) for fault in faults])

    @property
    def faults(self) -> list[Finding]:
        """What keeps the course from being proved."""
        return [each for each in self.found if each.rule.level == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """What is told beside."""
        return [each for each in self.found if each.rule.level == "warning"]

    def tell(self, as_json: bool) -> int:
        """Write the report; the exit code."""
        if as_json:
            click.echo(json.dumps(self.facts(), indent=2, ensure_ascii=False))
        else:
            self._tell_in_sentences()
        return FAULT if self.faults else 0

    def facts(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "course": str(self.course),
            "seeds": self.seeds,
            "proved": not self.faults,
            "faults": [_facts(each) for each in self.faults],
            "warnings": [_facts(each) for each in self.warnings],
            "kernels": [{"file": file, "reasons": list(whys)} for file, whys in sorted(self.reasons.items())],
            "class": check_class.facts(self.rehearsal),
        }

    def _tell_in_sentences(self) -> None:
        for file, whys in sorted(self.reasons.items()):
            click.echo("\n".join([f"{file} needs a kernel for each visitor:", *(f"  {why}" for why in whys)]))
        for line in check_class.sentences(self.rehearsal):
            click.echo(line)
        _list(self.course, "warning", self.warnings)
        _list(self.course, "fault", self.faults)
        if self.found:
            ids = dict.fromkeys(each.rule.id for each in self.found)
            click.echo(f"`gapless check --explain RULE` says more; rules: {', '.join(ids)}.", err=True)
        if not self.faults:
            proved = load_course(self.course)
            parts = f"{len(proved.skills)} skills, {len(proved.lessons)} lessons"
            click.echo(f"Proved: {parts}, {self.seeds} questions of every item.")


def _list(course: Path, name: str, found: Sequence[Finding]) -> None:
    if found:
        lines = [f"{len(found)} {name if len(found) == 1 else f'{name}s'} in {course}:"]
        click.echo("\n".join([*lines, *(str(each.fault) for each in found)]), err=True)


def _facts(finding: Finding) -> dict[str, Any]:
    rule: Rule = finding.rule
    fault = finding.fault
    where = {"file": fault.file, "cell": fault.cell, "key": fault.key}
    return {"rule": rule.id, "level": rule.level, **where, "what": fault.what, "remedy": fault.remedy}
