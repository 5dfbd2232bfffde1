"""`check_course`: proves a course by every rule of `RULES`, and tells all its faults at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import AuthorError
from .evidence import LessonRunner, Progress, gather
from .faults import refuse_on_pages
from .findings import Broken
from .rehearsed import ClassRunner
from .rules import RULES, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a course that breaks a rule."""

    rule: Rule
    fault: AuthorError


def check_course(
    path: Path | str,
    seeds: int = 200,
    progress: Progress | None = None,
    lesson_runner: LessonRunner | None = None,
) -> list[AuthorError]:
    """Everything that keeps the course at `path` from being proved, by rule; [] when it is proved.

    Makes `seeds` questions of every item in the worker and runs every notebook by `lesson_runner` (by default in a
    kernel of its own). OperatorError inside a page's kernel.
    """
    found = examine_course(path, seeds, progress, lesson_runner)
    return [each.fault for each in found if each.rule.level == "error"]


def examine_course(
    path: Path | str,
    seeds: int = 200,
    progress: Progress | None = None,
    lesson_runner: LessonRunner | None = None,
    class_runner: ClassRunner | None = None,
) -> list[Finding]:
    """As `check_course`, but everything that breaks a rule, with the rule, warnings too.

    `class_runner` lets a simulated class play the course once all of it can be asked; without one, none plays.
    """
    refuse_on_pages()
    if lesson_runner is None:
        from .running import run_notebook  # imports Jupyter, which takes a second

        lesson_runner = run_notebook
    evidence = gather(Path(path), seeds, progress, lesson_runner, class_runner)
    return [Finding(rule, _fault(rule, broken)) for rule in RULES for broken in rule.find(evidence)]


def _fault(rule: Rule, broken: AuthorError | Broken) -> AuthorError:
    if isinstance(broken, AuthorError):
        return broken
    what, file, cell, key = broken
    return AuthorError(what, rule.remedy, file, cell, key)
