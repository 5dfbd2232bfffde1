"""`gapless class export`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("export", cls=Command, example="gapless class export ~/class-5b mia --out mia")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student", metavar="[ID]", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="The new folder to write; a dated one here if left out.")
def command(directory: Path, student: str, out: Path | None) -> None:
    """Write all that is known of the student ID, or of everybody.

    A CSV file for each table, a JSON document for each student, and their handed-in files. Right answers are in it: it
    is for grown-ups. In CSV, text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    from ..records import Classroom
    from ..records.export import export

    classroom = Classroom.open(directory)
    try:
        done = export(classroom, [student] if student else [], out)
    finally:
        classroom.close()
    people = "1 student" if done.students == 1 else f"{done.students} students"
    files = f", with {done.files} of their files" if done.files else ""
    click.echo(f"Exported {people}{files} to {done.folder}")
    click.echo("It holds names and answers in the clear. Delete it when it has done its work.")
