"""What a course is, as plain values: skills, misconceptions, the mastery rule, lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Skill:
    """A knowledge component: one node of the skill graph.

    `prerequisites` must be mastered first; `encompasses` maps a skill that practising this one also practises to its
    weight in [0, 1]; `grade` is the school year it belongs to; `minutes` is the expected focused time to mastery;
    `formerly` are ids it had before.
    """

    id: str
    title: str
    grade: int
    prerequisites: tuple[str, ...] = ()
    encompasses: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    standards: tuple[str, ...] = ()
    minutes: float = 20.0
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    """A mal-rule that students follow, and `hole`, the skill it shows to be missing.

    `title` is the teacher's name for it; `says` is the one located observation a child reads ("You added the tops and
    the bottoms."); `move` the next move offered ("Are halves and thirds the same size of piece?"). `rate` is the share
    of students who hold it before teaching, None where the course has no number.
    """

    id: str
    title: str
    hole: str
    says: str
    move: str
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """When a skill counts as mastered: P(known) ≥ `threshold` and a long enough unassisted run.

    The run is long enough after `typed` right typed first answers in a row, or `choice` where a choice is among them,
    and must hold at least `shapes` item shapes (fewer only where the skill has fewer).
    """

    threshold: float = 0.95
    typed: int = 3
    choice: int = 4
    shapes: int = 2


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson notebook: `id` is its file's stem, `skills` those its mastery checks end in, in page order."""

    id: str
    title: str
    skills: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work to hand in: `id` is its folder's name and nbgrader's, `notebooks` the names of its notebooks.

    `cells` maps a graded cell to the skill it shows, by its grade id or, where two notebooks share one, by
    `notebook/id`.
    """

    id: str
    title: str
    notebooks: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def skill_of(self, notebook: str, cell: str) -> str | None:
        """The skill that a graded cell shows; None for a cell that stands for no skill."""
        return self.cells.get(f"{notebook}/{cell}") or self.cells.get(cell)


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course as values. `version` is the hash of every file that makes it."""

    title: str
    language: str
    rule: Rule
    skills: Mapping[str, Skill]
    misconceptions: Mapping[str, Misconception]
    lessons: Mapping[str, Lesson]
    version: str = ""
    assignments: Mapping[str, Assignment] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def renamed(self) -> Mapping[str, str]:
        """Old id of a skill -> the id it has now."""
        return {old: skill.id for skill in self.skills.values() for old in skill.formerly}
