"""A journal in memory, for authors and tests: the same face as `records.Records`, gone with the process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Lock

from ..errors import NotFound
from ..mastery.events import Draft, Event, Kind
from ..records.folded import Folded
from ..records.values import Person, Stale


class MemoryJournal:
    """The events of these people, in a list. Safe for many threads."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {one.id: one for one in people}
        self._events: list[Event] = []
        self._lock = Lock()

    def events(self, student: str, after: int = 0) -> list[Event]:
        """A student's events in order, those with a seq above `after`."""
        return [event for event in self._events[after:] if event.student == student]

    def since(self, student: str, at: datetime) -> list[Event]:
        """A student's events in order, those dated `at` or later."""
        return [event for event in self.events(student) if event.at >= at]

    def about(self, student: str, question: str) -> list[Event]:
        """The events of one of the student's questions, in order."""
        return [event for event in self.events(student) if event.body.get("question") == question]

    def find(self, student: str, request: str) -> Event | None:
        """The event this request made, if it made one."""
        return next((event for event in self.events(student) if event.request == request), None)

    def last_event(self, student: str) -> Event | None:
        """The student's newest event."""
        return next((event for event in reversed(self._events) if event.student == student), None)

    def last_seq(self, student: str) -> int:
        """The seq of the student's newest event, 0 before any."""
        last = self.last_event(student)
        return last.seq if last else 0

    def paces(self) -> list[tuple[str, float]]:
        """(item, focused seconds) of every first answer, oldest first."""
        events = [*self._events]
        items = {event.body["question"]: event.body["item"] for event in events if event.kind == "asked"}
        answers = (event for event in events if event.kind == "answered" and event.body.get("attempt") == 1)
        first = (event for event in answers if event.body.get("verdict") != "unreadable")
        told = [(items.get(event.body["question"]), event.body.get("focus_seconds") or 0.0) for event in first]
        return [(item, seconds) for item, seconds in told if item is not None and seconds > 0]

    def of_kind(self, kind: Kind) -> list[Event]:
        """The whole class's events of a kind, in order."""
        return [event for event in self._events if event.kind == kind]

    def students(self) -> list[Person]:
        """Every student, by name."""
        return sorted((one for one in self._people.values() if one.role == "student"), key=lambda one: one.name)

    def person(self, id: str) -> Person | None:
        """Somebody of the class by id."""
        return self._people.get(id)

    def append(self, drafts: Sequence[Draft], before: Folded) -> Folded:
        """Record one student's events after `before`. Raises Stale and NotFound as the real records do."""
        student = drafts[0].student
        if student not in self._people:
            raise NotFound("This name is not in the class.", "/sign-in")
        with self._lock:
            if self.last_seq(student) != before.seq:
                raise Stale(student)
            after = before
            for draft in drafts:
                seq = len(self._events) + 1
                event = Event(seq, draft.student, draft.kind, draft.at, draft.body, draft.request)
                after = after.after(event)
                self._events.append(event)
        return after
