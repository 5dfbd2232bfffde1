"""What a verb works with: one student's folded state, the course of the day, and the record to write to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from ..mastery import Goal, Kind, Move, StudentState, decide, due_renames, due_reviews, progress
from ..mastery.events import Draft, Event
from ..mastery.review import Review
from ..records.folded import Folded
from .exchange import Exchange, exchange
from .material import Material
from .pace import Pace
from .protocol import Journal, Progress
from .work_protocol import Tray

if TYPE_CHECKING:
    # Numpy comes with it.
    from ..records.fits import Fits


@dataclass
class Desk:
    """One student at one moment. `looking_on` is True for a teacher who views as the student: nothing is recorded."""

    student: str
    material: Material
    journal: Journal
    folded: Folded
    now: datetime
    rng: Random
    looking_on: bool = False
    tray: Tray | None = None
    pace: Pace | None = None
    fits: Fits | None = None

    @property
    def state(self) -> StudentState:
        """What is known about the student."""
        return self.folded.state

    def record(self, kind: Kind, body: Mapping[str, Any], request: str | None = None) -> None:
        """Append one event; it is on disk when this returns."""
        draft = Draft(self.student, kind, self.now, body, request)
        self.folded = self.journal.append([draft], self.folded)

    def imagine(self, kind: Kind, body: Mapping[str, Any]) -> StudentState:
        """The state one more event would lead to, with nothing recorded."""
        event = Event(self.folded.seq + 1, self.student, kind, self.now, body)
        return self.folded.after(event).state

    def exchange(self, question: str) -> Exchange:
        """One of the student's own questions. Raises NotFound."""
        return exchange(self.journal.about(self.student, question))

    def decide(self, goal: Goal) -> Move:
        """The next move for a goal."""
        due = [one.skill for one in self.reviews()] if goal[0] == "review" else ()
        return decide(self.material.course, self.material.shapes_of, self.state, goal, due)

    def reviews(self) -> tuple[Review, ...]:
        """The reviews due now, in the order to ask them."""
        material = self.material
        return due_reviews(material.course, material.shapes_of, self.state, self.now, material.practises.__getitem__)

    def take_up_renames(self) -> None:
        """Let what is known under old names of skills go on under those of the course of the day."""
        for old, new in due_renames(self.state, self.material.course.renamed):
            self.record("renamed", {"skill": old, "to": new})

    def progress(self, skill: str, state: StudentState | None = None) -> Progress:
        """How far the run on a skill is."""
        standing = (state or self.state).standing(skill)
        shapes = len(self.material.shapes_of.get(skill, ()))
        done, needed = progress(standing, self.material.course.rule, shapes)
        return {"done": done, "needed": needed}
