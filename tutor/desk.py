"""What a verb works with: one student's folded state, the course of the day, and the record to write to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from ..mastery import Goal, Kind, Move, StudentState, decide, due_renames, due_reviews, progress
from ..mastery.day import Minutes
from ..mastery.events import Draft, Event
from ..mastery.review import Review
from ..records.folded import Folded
from .diary import Diaries, Diary
from .exchange import Exchange, exchange
from .form_room import FormRoom
from .material import Material
from .pace import Pace
from .protocol import Journal, Progress
from .timetable import Timetable
from .work_protocol import Tray

if TYPE_CHECKING:
    from ..practice.bank import PracticeBank

    # Numpy comes with it.
    from ..records.fits import Fits
    from ..records.rewards import Rewards


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
    diaries: Diaries | None = None
    room: FormRoom = field(default_factory=FormRoom)
    rewards: Rewards | None = None
    practice: PracticeBank | None = None

    @property
    def state(self) -> StudentState:
        """What is known about the student."""
        return self.folded.state

    def record(self, kind: Kind, body: Mapping[str, Any], request: str | None = None) -> None:
        """Append one event; it is on disk when this returns."""
        self.record_all([(kind, body)], request)

    def record_all(self, events: Sequence[tuple[Kind, Mapping[str, Any]]], request: str | None = None) -> None:
        """Append several events, all of them or none; the request made the first one."""
        drafts = [
            Draft(self.student, kind, self.now, body, None if place else request)
            for place, (kind, body) in enumerate(events)
        ]
        self.folded = self.journal.append(drafts, self.folded)

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

    @property
    def timetable(self) -> Timetable:
        """The class's day."""
        return self.diaries.timetable if self.diaries is not None else Timetable()

    @property
    def diary(self) -> Diary:
        """What the whole record says of days."""
        diaries = self.diaries or Diaries(self.journal, Timetable())
        return diaries.of(self.student, self.folded.seq, self.material.course)

    def minutes(self) -> Minutes:
        """Where today's minutes went so far."""
        diaries = self.diaries or Diaries(self.journal, Timetable())
        return diaries.today(self.student, self.timetable.date(self.now))

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
