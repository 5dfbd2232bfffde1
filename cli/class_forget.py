"""`gapless class forget`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command
from .signer import signer

if TYPE_CHECKING:
    from ..records import Classroom
    from ..records.forget import Forgotten


@click.command("forget", cls=Command, example="gapless class forget ~/class-5b mia --yes")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask. Needed where there is no terminal to ask on.")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, student: str, yes: bool, by: str) -> None:
    """Erase everything about the student ID, for good.

    Events, standings, name, e-mail, hand-ins, feedback and marks are gone. What stays has no name: how often each
    item was answered how, and a signed note that somebody was forgotten. A running server ends the session.
    """
    from ..graders.batches.erase import eraser
    from ..records import Classroom
    from ..records.forget import forget

    classroom = Classroom.open(directory)
    try:
        signed = signer(classroom, by)
        _agree(classroom, student, yes)
        erase_marks, marks = eraser(classroom.dir, student), []
        done = forget(classroom, student, signed, lambda: marks.append(erase_marks()))
    finally:
        classroom.close()
    for line in _told(student, done, any(marks)):
        click.echo(line)


def _agree(classroom: Classroom, student: str, yes: bool) -> None:
    from ..errors import OperatorError

    if yes:
        return
    if not sys.stdin.isatty():
        what = "Forgetting can't be undone, and there is no terminal to ask on."
        raise OperatorError(what, str(classroom.dir), "Add --yes if you mean it.")
    one = classroom.people.get(student)
    click.confirm(f"Erase everything about {one.name if one else student} for good?", abort=True)


def _told(student: str, done: Forgotten, marks: bool) -> Iterator[str]:
    yield f"Forgotten: {student}. {done.events} events and everything derived from them are erased."
    if done.folders or marks:
        gone = [*done.folders, *(["the marks in nbgrader's gradebook"] if marks else [])]
        yield f"Removed: {', '.join(gone)}."
    yield f"Kept without a name: how {done.counted} first answers came out, by item and misconception."
    if not done.scrubbed:
        yield "Another program has the database open: old pages of its file may live until that program ends."
    for path in done.naming:
        yield f"Still named in {path}: delete it."
    where = f"{done.backups} of them in backups/; delete" if done.backups else "Delete"
    yield f"Backups and exports made earlier still hold this person. {where} those you need not keep."
