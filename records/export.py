"""Writing down all that a class knows about its students, for them, their parents or their next school."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ..errors import OperatorError
from .classroom import Classroom
from .derived import plain
from .folded import fold
from .forget import FOLDERS
from .schema import person
from .sheets import SHEETS, Known, Sheet, document
from .spreadsheet import csv_text
from .values import Person


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export stands, how many students are in it, and how many of their files."""

    folder: Path
    students: int
    files: int


def export(classroom: Classroom, ids: Sequence[str] = (), to: Path | None = None) -> Exported:
    """Write what is known of these students, or of all, into a new folder `to`; its owner alone may read it.

    A CSV file a table, a JSON document a student, and copies of what they handed in and got back. Raises OperatorError
    for somebody who is no student, and where the folder is there already or can't be made.
    """
    now = datetime.now(UTC)
    everybody = {one.id: one for one in classroom.people.students()}
    for id in ids:
        if id not in everybody:
            raise OperatorError(
                f"There is no student {id!r} in this class.", str(classroom.dir), "The roster lists the ids."
            )
    folder = (to or Path(f"{classroom.dir.name}-export-{now:%Y-%m-%dT%H-%M-%SZ}")).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True)
        known = [_known(classroom, everybody[id]) for id in ids or everybody]
        _write_tables(folder, known)
        for one in known:
            _write(folder / "students" / f"{one.person.id}.json", _json(document(one, classroom.title, now)))
        files = sum(_copy_files(classroom.dir, folder / "files", one.person.id) for one in known)
    except OSError as error:
        what = f"The export can't be written: {error.strerror}."
        raise OperatorError(what, str(folder), "Name a new folder, in a place you may write to, with --out.") from error
    return Exported(folder, len(known), files)


def _known(classroom: Classroom, one: Person) -> Known:
    events = tuple(classroom.records.events(one.id))
    with classroom.records.engine.connect() as connection:
        since = connection.scalar(sa.select(person.c.created_at).where(person.c.id == one.id))
    return Known(one, since or datetime.now(UTC), events, fold(events).state)


def _write_tables(folder: Path, everybody: Iterable[Known]) -> None:
    for sheet in SHEETS:
        rows = (_cells(sheet, known, row) for known in everybody for row in sheet.rows(known))
        _write(folder / f"{sheet.name}.csv", csv_text(["student", *sheet.columns], rows))


def _cells(sheet: Sheet, known: Known, row: dict[str, Any]) -> list[Any]:
    return [known.person.id, *(_flat(row.get(column)) for column in sheet.columns)]


def _flat(value: Any) -> Any:
    """One cell: what is no single value is written as JSON."""
    value = plain(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    # The text has its line ends already.
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)


def _copy_files(place: Path, to: Path, id: str) -> int:
    for name in FOLDERS:
        if (place / name / id).is_dir():
            # A link in a hand-in is kept as a link: what it points to was not handed in.
            shutil.copytree(place / name / id, to / id / name, symlinks=True)
    return sum(path.is_file() for path in (to / id).rglob("*"))
