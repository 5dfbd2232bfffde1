"""Erasing a person. The one act that takes events away, and the record says that it happened.

Events are append-only by triggers of the database. They are lifted and put back inside the one transaction that erases,
so that nobody else ever meets the record without them.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from ..errors import OperatorError
from ..mastery.events import Event
from .classroom import Classroom
from .engine import writing
from .roster import ID
from .schema import DERIVED, event, person, tally

# nbgrader's folders, and ours for what was handed in: each holds one folder a student.
FOLDERS = ("submitted", "autograded", "feedback", "handed-in-before")
Count = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased, and what is left.

    `events` and `folders` are gone; `counted` first answers live on in the anonymous counts. `scrubbed` is False while
    another program kept old pages of the database file alive. `naming` are files in the class folder that still name
    the person, `backups` how many backups there are.
    """

    events: int
    counted: int
    folders: tuple[str, ...]
    scrubbed: bool
    naming: tuple[Path, ...]
    backups: int


def forget(classroom: Classroom, id: str, by: str, elsewhere: Callable[[], object] = lambda: None) -> Forgotten:
    """Erase the student `id`, signed by the teacher `by`; `elsewhere` erases what other databases hold.

    Where a folder can't be removed or `elsewhere` raises, the record stays as it was and the command can be repeated.
    Raises OperatorError for somebody who is no student of this class and of whom no folder is left either.
    """
    known = _known(classroom, id)
    erased, counted, folders = 0, 0, []
    with writing(classroom.records.engine) as connection:
        if known:
            events = classroom.records.events(id)
            erased, counted = len(events), _count(connection, first_answers(events))
            _erase(connection, id)
            _sign(connection, by, erased)
        elsewhere()
        folders += _remove_folders(classroom.dir, id)
    # Once more, for what a request was writing while the record was locked.
    folders += [one for one in _remove_folders(classroom.dir, id) if one not in folders]
    scrubbed = _scrub(classroom.records.engine)
    backups = len(list((classroom.dir / "backups").glob("*.tar.gz")))
    return Forgotten(erased, counted, tuple(folders), scrubbed, tuple(_naming(classroom.dir, id)), backups)


def first_answers(events: Iterable[Event]) -> Counter[Count]:
    """How often each (item, verdict, misconception or "") came up among the first readable answers."""
    items: dict[str, str] = {}
    counts: Counter[Count] = Counter()
    for one in events:
        body: Mapping[str, object] = one.body
        if one.kind == "asked":
            items[str(body.get("question"))] = str(body.get("item", ""))
        elif one.kind == "answered" and body.get("attempt") == 1 and body.get("verdict") in ("right", "not-yet"):
            item = items.get(str(body.get("question")), "")
            counts[item, str(body["verdict"]), str(body.get("misconception") or "")] += 1
    return counts


def _known(classroom: Classroom, id: str) -> bool:
    """True for a student; False for nobody of whom a folder is left. Raises OperatorError for anybody else."""
    one = classroom.people.get(id)
    if one is None and next(_folders(classroom.dir, id), None) is not None:
        return False
    if one is None:
        raise OperatorError(
            f"There is no student {id!r} in this class.", str(classroom.dir), "The roster lists the ids."
        )
    if one.role != "student":
        raise OperatorError(f"{id} is a teacher of this class.", str(classroom.dir), "Only students can be forgotten.")
    return True


def _erase(connection: sa.Connection, id: str) -> None:
    for table in DERIVED:
        connection.execute(sa.delete(table).where(table.c.student == id))
    with _triggers_lifted(connection):
        connection.execute(sa.delete(event).where(event.c.student == id))
    connection.execute(sa.delete(person).where(person.c.id == id))


@contextmanager
def _triggers_lifted(connection: sa.Connection) -> Iterator[None]:
    """Without the triggers on `event` for the length of a block of the present transaction."""
    kept: list[tuple[str, str]] = []
    if connection.dialect.name == "sqlite":
        # What is erased is overwritten with zeros, not only unlinked.
        connection.exec_driver_sql("pragma secure_delete = on")
        query = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'event' order by name"
        kept = [(name, sql) for name, sql in connection.exec_driver_sql(query)]
    for name, _ in kept:
        connection.exec_driver_sql(f'drop trigger "{name}"')
    yield
    for _, sql in kept:
        connection.exec_driver_sql(sql)


def _sign(connection: sa.Connection, by: str, erased: int) -> None:
    body = {"by": by, "events": erased}
    connection.execute(sa.insert(event).values(student=by, kind="forgotten", at=datetime.now(UTC), body=body))


def _count(connection: sa.Connection, counts: Counter[Count]) -> int:
    for (item, verdict, misconception), answers in counts.items():
        key = {"item": item, "verdict": verdict, "misconception": misconception}
        same = [tally.c[name] == value for name, value in key.items()]
        known = sa.update(tally).where(*same).values(answers=tally.c.answers + answers)
        if connection.execute(known).rowcount == 0:
            connection.execute(sa.insert(tally).values(answers=answers, **key))
    return counts.total()


def _folders(place: Path, id: str) -> Iterator[Path]:
    # An id that came from a command line may be anything; one with a path in it names no student.
    if ID.fullmatch(id):
        yield from (place / name / id for name in FOLDERS if (place / name / id).is_dir())


def _remove_folders(place: Path, id: str) -> Iterator[str]:
    for folder in _folders(place, id):
        try:
            shutil.rmtree(folder)
        except OSError as error:
            remedy = "Change its permissions, then call the command again."
            raise OperatorError(f"This folder can't be removed: {error.strerror}.", str(folder), remedy) from error
        yield folder.relative_to(place).as_posix()


def _scrub(engine: sa.Engine) -> bool:
    """Write the database file anew without its free pages; False where another program still reads old ones."""
    if engine.dialect.name != "sqlite":
        return True
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        try:
            cursor.execute("vacuum")
            cursor.execute("pragma wal_checkpoint(truncate)")
            busy, *_ = cursor.fetchone() or (1,)
            return busy == 0
        except sqlite3.Error:
            return False


def _naming(place: Path, id: str) -> Iterator[Path]:
    """Sign-in cards, a demo's list of links, a study's groups: they hold other people too, so they are only named."""
    marks = (f"{id}-".encode(), f'"{id}"'.encode())
    for path in sorted((*place.glob("sign-in-cards-*.html"), *place.glob("demo.json"), *place.glob("study.json"))):
        if any(mark in path.read_bytes() for mark in marks):
            yield path
