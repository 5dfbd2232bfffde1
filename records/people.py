"""The people of a class: students by roster and personal code, teachers by name and password."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..errors import OperatorError
from .codes import LONGEST_PASSWORD, hashed, matches, new_secret_part, split_code
from .engine import writing
from .roster import ID, read_roster
from .schema import person
from .values import Card, Person, Role

if TYPE_CHECKING:
    from .store import Records

_COLUMNS = (person.c.id, person.c.name, person.c.email, person.c.role)
SHORTEST_PASSWORD = 8


class People:
    """Who belongs to the class of these records, and how they prove it."""

    def __init__(self, records: Records) -> None:
        self._engine = records.engine

    def get(self, id: str) -> Person | None:
        """The person with this id."""
        return next(iter(self._where(person.c.id == id)), None)

    def stamp(self, id: str) -> str:
        """A short text that changes with the person's code or password: what a session was opened with; "" for none."""
        with self._engine.connect() as connection:
            kept = connection.scalar(sa.select(person.c.code_hash).where(person.c.id == id))
        return hashlib.sha256(kept.encode()).hexdigest()[:16] if kept else ""

    def students(self) -> list[Person]:
        """Every student, by name."""
        return self._where(person.c.role == "student")

    def teachers(self) -> list[Person]:
        """Every teacher, by name."""
        return self._where(person.c.role == "teacher")

    def roster(self, path: Path | str) -> list[Card]:
        """Take in a roster file: new students get a code, known ones their new name and email; nobody is removed.

        Raises OperatorError, with nothing imported, when any line can't be used.
        """
        return self.add(read_roster(Path(path)), str(path))

    def add(self, people: Iterable[Person], where: str = "") -> list[Card]:
        """Take in students; the cards of those who were not there before, with their codes in the clear."""
        people = list(people)
        codes = {one.id: new_secret_part() for one in people if self.get(one.id) is None}
        hashes = {id: hashed(code) for id, code in codes.items()}
        with writing(self._engine) as connection:
            self._refuse_teachers(connection, people, where)
            for one in people:
                self._put(connection, one, hashes.get(one.id, ""))
        return [Card(one.id, one.name, f"{one.id}-{codes[one.id]}") for one in people if one.id in codes]

    def reset(self, id: str) -> Card:
        """A new code for a student; the old one no longer opens anything. Raises OperatorError for an unknown id."""
        one = self.get(id)
        if one is None or one.role != "student":
            raise OperatorError(f"There is no student {id!r} in this class.", "", self._nearest(id))
        code = new_secret_part()
        with writing(self._engine) as connection:
            connection.execute(sa.update(person).where(person.c.id == id).values(code_hash=hashed(code)))
        return Card(one.id, one.name, f"{one.id}-{code}")

    def verify(self, code: str) -> Person | None:
        """The student whose code this is; an unknown id takes as long to refuse as a false code."""
        id, secret = split_code(code)
        return self._proved(id, secret, "student")

    def set_teacher(self, name: str, password: str) -> Person:
        """Make the teacher of this name, or change the password. The id is the name in small letters.

        Raises OperatorError for a name or password that can't serve.
        """
        id = teacher_id(name)
        known = self.get(id)
        if not ID.fullmatch(id) or (known is not None and known.role != "teacher"):
            raise OperatorError(
                f"The teacher's name {name!r} can't be used.", "", "Choose another, of at most 40 letters."
            )
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise OperatorError(
                "The password is too short or too long.", "", f"Use {SHORTEST_PASSWORD} letters or more."
            )
        one = Person(id, name.strip(), role="teacher")
        with writing(self._engine) as connection:
            self._put(connection, one, hashed(password))
        return one

    def verify_teacher(self, name: str, password: str) -> Person | None:
        """The teacher of this name, if the password is theirs."""
        return self._proved(teacher_id(name), password, "teacher")

    def _proved(self, id: str, secret: str, role: Role) -> Person | None:
        query = sa.select(person.c.code_hash).where(person.c.id == id, person.c.role == role)
        with self._engine.connect() as connection:
            kept = connection.scalar(query)
        return self.get(id) if matches(secret, kept or "") else None

    def _where(self, condition: Any) -> list[Person]:
        query = sa.select(*_COLUMNS).where(condition).order_by(person.c.name, person.c.id)
        with self._engine.connect() as connection:
            return [Person(*row) for row in connection.execute(query)]

    def _refuse_teachers(self, connection: sa.Connection, people: list[Person], where: str) -> None:
        query = sa.select(person.c.id).where(person.c.role == "teacher", person.c.id.in_([one.id for one in people]))
        taken = connection.scalars(query).all()
        if taken:
            names = ", ".join(taken)
            raise OperatorError(
                f"Nothing was imported: {names} is a teacher's id.", where, "Give the student another id."
            )

    def _put(self, connection: sa.Connection, one: Person, code_hash: str) -> None:
        values: dict[str, Any] = {"name": one.name, "email": one.email, "role": one.role}
        if code_hash:
            values["code_hash"] = code_hash
        if connection.execute(sa.update(person).where(person.c.id == one.id).values(**values)).rowcount == 0:
            connection.execute(sa.insert(person).values(id=one.id, created_at=datetime.now(UTC), **values))

    def _nearest(self, id: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(id, [one.id for one in self.students()], n=1)
        return f"Did you mean {near[0]}?" if near else "The roster lists the ids."


def teacher_id(name: str) -> str:
    """`Ms Rivera` is `ms-rivera`: what stands in addresses and in signed events; `teacher` where no a-z is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split()) or "teacher"
