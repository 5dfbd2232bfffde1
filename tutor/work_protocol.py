"""What `work` and `hand_in` answer and need, as types only. `title` and `words` are plain text: show them as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypedDict

if TYPE_CHECKING:
    from datetime import datetime

    from ..graders.batches import CellMark, HandIn


class Tray(Protocol):
    """Where hand-ins are kept: `graders.batches.Tray`."""

    def notebooks(self, assignment: str) -> tuple[str, ...]:
        """The names of the notebooks that were handed out; () while none is."""
        ...

    def read(self, assignment: str, text: str) -> HandIn:
        """Which notebook of the assignment this is. Raises Unfit for what can't be kept."""
        ...

    def keep(self, student: str, assignment: str, handed: HandIn, at: datetime) -> None:
        """Keep it; an earlier, different one is kept as well."""
        ...

    def marks(self, student: str, assignment: str) -> tuple[CellMark, ...] | None:
        """The marks of what was handed in last; None while it is not graded."""
        ...

    def feedback(self, student: str, assignment: str, notebook: str) -> bytes | None:
        """The page that grading wrote about a notebook; None while there is none."""
        ...


class Receipt(TypedDict):
    """A notebook of an assignment: when it was handed in last, and the sha256 of what was kept; None before.

    `feedback` is the address of the page that its grading wrote, None while there is none.
    """

    name: str
    at: str | None
    receipt: str | None
    feedback: str | None


class MarkLine(TypedDict):
    """A graded answer; `score` is None while it waits for the teacher, `href` leads to the practice it opened."""

    title: str
    skill: str | None
    score: float | None
    most: float
    state: Literal["right", "not-yet", "waiting"]
    href: str | None


class WorkLine(TypedDict):
    """An assignment and how it stands."""

    id: str
    title: str
    state: Literal["open", "handed-in", "graded"]
    words: str
    notebooks: list[Receipt]
    marks: list[MarkLine]


class Work(TypedDict):
    """The answer to `work`."""

    assignments: list[WorkLine]
    words: str


class HandedIn(TypedDict):
    """The answer to `hand_in`: a receipt. `missing` are graded cells that the notebook lacks."""

    assignment: str
    title: str
    notebook: str
    at: str
    receipt: str
    missing: list[str]
    words: str
