"""What goes into grading one submission and what comes out of it: plain values that can be sent to another machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .anomalies import Looked
from .plan import Plan
from .settings import Running


@dataclass(frozen=True, slots=True)
class Task:
    """One submission: its notebooks, and the files that lie beside them, by their path inside the submission."""

    student: str
    notebooks: Mapping[str, bytes]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Handout:
    """What all tasks of a batch share: the plan, the author's files, how cells are run, what marks a hidden test.

    `authors` are the author's notebooks, solutions and all: an examiner rehearses them, and no submission sees them.
    """

    plan: Plan
    files: Mapping[str, bytes]
    authors: Mapping[str, bytes]
    running: Running
    hidden_marks: tuple[str, str]


class CanNotGrade(Exception):
    """A submission can't be graded, for a reason that is told in its words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a graded cell earned by itself; `auto` is None while somebody has to grade it."""

    cell: str
    auto: float | None
    mode: str = "strict"
    why: str = ""

    @property
    def failed(self) -> bool:
        """Whether it is nothing because something went amiss, and not because the answer did."""
        return bool(self.why) and self.auto == 0 and self.mode == "strict"


@dataclass(frozen=True, slots=True)
class GradedNotebook:
    """A notebook after grading.

    `content` is the notebook as nbgrader would leave it, None for one that can't be graded: its cells get 0, and
    `faults` say why. `unanswered` are answer cells that hold what they were handed out with. `notes` are for the
    teacher, and so is what was `looked` at.
    """

    name: str
    content: bytes | None
    marks: tuple[Mark, ...]
    unanswered: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    looked: Looked | None = None

    @property
    def weak(self) -> tuple[Mark, ...]:
        """Marks that the student's code could have reached."""
        return tuple(mark for mark in self.marks if mark.mode == "weak")


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded submission; `files` are those that its code wrote or changed, `seconds` the time each stage took."""

    student: str
    notebooks: tuple[GradedNotebook, ...]
    files: Mapping[str, bytes]
    seconds: Mapping[str, float] = field(default_factory=dict)
