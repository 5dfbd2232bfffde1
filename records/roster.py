"""Reading a roster file: `id,name[,email]`, every unusable line reported at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from ..errors import OperatorError
from .values import Person

ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
COLUMNS = ("id", "name", "email")
REMEDY = "Mend these lines and import the file again:"
HEADER_REMEDY = "Start the file with the line id,name or id,name,email."


def read_roster(path: Path) -> list[Person]:
    """The students a roster file names.

    Raises OperatorError with every line that can't be used, so that one look at the file mends them all.
    """
    rows = _rows(path)
    faults: list[str] = []
    people: dict[str, Person] = {}
    for number, row in rows:
        fault = _fault(row, people)
        if fault:
            faults.append(f"line {number}: {fault}")
        else:
            people[row["id"]] = Person(row["id"], row["name"], row["email"])
    if faults:
        raise OperatorError("Nothing was imported", str(path), "\n  ".join((REMEDY, *faults)))
    if not people:
        raise OperatorError("The roster names nobody.", str(path), "Write one line a student: id,name.")
    return list(people.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path)
    head = text.splitlines()[0] if text.strip() else ""
    delimiter = next((mark for mark in ",;\t" if mark in head), ",")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader, [])]
    if not {"id", "name"} <= set(header) or not set(header) <= set(COLUMNS):
        raise OperatorError(f"The roster's first line is {head[:80]!r}.", str(path), HEADER_REMEDY)
    return _cells(reader, header)


def _cells(reader: Iterator[list[str]], header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for cells in reader:
        number: int = reader.line_num  # pyright: ignore[reportAttributeAccessIssue]  csv.reader has it, its type here not
        if any(cell.strip() for cell in cells):
            row = dict.fromkeys(COLUMNS, "") | dict(zip(header, (cell.strip() for cell in cells), strict=False))
            yield number, row | {"extra": "".join(cells[len(header) :]).strip()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OperatorError(
            f"The roster can't be read: {error.strerror}.", str(path), "Give the path of a CSV file."
        ) from error
    except UnicodeDecodeError as error:
        raise OperatorError("The roster is not UTF-8 text.", str(path), "Save it as “CSV UTF-8”.") from error


def _fault(row: dict[str, str], people: dict[str, Person]) -> str:
    """What is the matter with a line, "" when nothing is: the first rule that holds."""
    rules = {
        "the id is missing": not row["id"],
        f"the id {row['id'][:50]!r} must be 1 to 40 of a-z, 0-9, . _ -": bool(row["id"])
        and not ID.fullmatch(row["id"]),
        f"the id {row['id'][:50]!r} is there twice": row["id"] in people,
        "the name is missing": not row["name"],
        "the name is longer than 200 letters": len(row["name"]) > 200,
        f"the email {row['email'][:50]!r} has no @": bool(row["email"]) and "@" not in row["email"],
        "the email is longer than 254 letters": len(row["email"]) > 254,
        f"there is more than the header names: {row['extra'][:50]!r}": bool(row["extra"]),
    }
    return next((words for words, holds in rules.items() if holds), "")
