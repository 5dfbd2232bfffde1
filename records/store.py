"""The record of a class: events appended in order, and the derived rows written in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from ..errors import NotFound, OperatorError
from ..mastery.events import Draft, Event, Kind
from .derived import write_changes
from .engine import make_engine, writing
from .folded import Folded
from .migrate import migrate
from .schema import event, person
from .values import Person, Stale

_PERSON = (person.c.id, person.c.name, person.c.email, person.c.role)
_EVENT = (event.c.seq, event.c.student, event.c.kind, event.c.at, event.c.body, event.c.request)


class Records:
    """The journal of a class in SQLite, or in PostgreSQL by URL. Safe for many threads and many processes."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: Path | str) -> Records:
        """Open records, making or upgrading their tables.

        Raises OperatorError where a newer gapless wrote them, or they can't be opened at all.
        """
        engine = make_engine(where)
        place = engine.url.database or engine.url.render_as_string()
        try:
            migrate(engine, place)
        except DatabaseError as error:
            engine.dispose()
            reason = f"The records can't be opened: {error.orig}."
            raise OperatorError(reason, place, "Check the path and its permissions, or restore a backup.") from error
        return cls(engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def events(self, student: str, after: int = 0) -> list[Event]:
        """A student's events in order, those with a seq above `after`."""
        return self._events(event.c.student == student, event.c.seq > after)

    def since(self, student: str, at: datetime) -> list[Event]:
        """A student's events in order, those dated `at` or later."""
        return self._events(event.c.student == student, event.c.at >= at)

    def about(self, student: str, question: str) -> list[Event]:
        """The events of one of the student's questions, in order: none for another's question."""
        return self._events(event.c.question == question, event.c.student == student)

    def find(self, student: str, request: str) -> Event | None:
        """The event this request of the student's made, if it made one."""
        return next(iter(self._events(event.c.student == student, event.c.request == request)), None)

    def of_kind(self, kind: Kind) -> list[Event]:
        """The whole class's events of a kind, in order."""
        return self._events(event.c.kind == kind)

    def last_event(self, student: str) -> Event | None:
        """The student's newest event."""
        query = sa.select(*_EVENT).where(event.c.student == student).order_by(event.c.seq.desc()).limit(1)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return Event(*row) if row else None

    def last_seq(self, student: str) -> int:
        """The seq of the student's newest event, 0 before any: cheap enough to ask before every answer."""
        with self.engine.connect() as connection:
            return _last_seq(connection, student)

    def paces(self, newest: int = 5000) -> list[tuple[str, float]]:
        """(item, focused seconds) of the class's `newest` first answers, oldest first; none where no time was told."""
        asked, answered = event.alias("asked"), event.alias("answered")
        seconds = answered.c.body["focus_seconds"].as_float()
        query = (
            sa.select(asked.c.body["item"].as_string(), seconds)
            .join_from(answered, asked, sa.and_(asked.c.question == answered.c.question, asked.c.kind == "asked"))
            .where(answered.c.kind == "answered", answered.c.body["attempt"].as_integer() == 1)
            .where(answered.c.body["verdict"].as_string() != "unreadable", seconds > 0)
            .order_by(answered.c.seq.desc())
            .limit(newest)
        )
        with self.engine.connect() as connection:
            return [(item, float(told)) for item, told in reversed(connection.execute(query).all())]

    def students(self) -> list[Person]:
        """Every student of the class, by name."""
        query = sa.select(*_PERSON).where(person.c.role == "student").order_by(person.c.name, person.c.id)
        with self.engine.connect() as connection:
            return [Person(*row) for row in connection.execute(query)]

    def person(self, id: str) -> Person | None:
        """Somebody of the class by id."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(*_PERSON).where(person.c.id == id)).first()
        return Person(*row) if row else None

    def append(self, drafts: Sequence[Draft], before: Folded) -> Folded:
        """Record one student's events after `before` and return what they lead to; on disk when this returns.

        Raises Stale where another process recorded something for this student since `before`, and NotFound for a
        student who is not of the class; then nothing is recorded.
        """
        student = drafts[0].student
        with writing(self.engine) as connection:
            # Serialises writers of one student on PostgreSQL too; SQLite's write lock is held already.
            known = connection.scalar(sa.select(person.c.id).where(person.c.id == student).with_for_update())
            if known is None:
                raise NotFound("This name is not in the class.", "/sign-in")
            if _last_seq(connection, student) != before.seq:
                raise Stale(student)
            after = before
            for draft in drafts:
                after = after.after(_insert(connection, draft))
            write_changes(connection, student, before.state, after.state)
        return after

    def _events(self, *conditions: Any) -> list[Event]:
        query = sa.select(*_EVENT).where(*conditions).order_by(event.c.seq)
        with self.engine.connect() as connection:
            return [Event(*row) for row in connection.execute(query)]


def _last_seq(connection: sa.Connection, student: str) -> int:
    return connection.scalar(sa.select(sa.func.max(event.c.seq)).where(event.c.student == student)) or 0


def _insert(connection: sa.Connection, draft: Draft) -> Event:
    values = {"student": draft.student, "kind": draft.kind, "at": draft.at, "body": dict(draft.body)}
    statement = sa.insert(event).values(question=draft.body.get("question"), request=draft.request, **values)
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return Event(key[0], draft.student, draft.kind, draft.at, draft.body, draft.request)
