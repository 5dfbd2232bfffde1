"""`gapless class roster`."""

from __future__ import annotations

from pathlib import Path

import click

from .cards import DEFAULT_ADDRESS
from .lazy import Command


@click.command(
    "roster", cls=Command, example="gapless class roster ~/class-5b students.csv --address http://10.0.0.5:8866"
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--address", default=DEFAULT_ADDRESS, show_default=True, help="What the cards tell students to open.")
def command(directory: Path, file: Path, address: str) -> None:
    """Take in the students of FILE.csv: a line id,name[,email] each.

    Each new student gets a personal sign-in code. It is shown once, here and on a page of cards to print;
    known students keep theirs, and nobody is removed.
    """
    from ..records import Classroom
    from .cards import hand_out

    classroom = Classroom.open(directory)
    try:
        cards = classroom.people.roster(file)
        everybody = len(classroom.people.students())
    finally:
        classroom.close()
    click.echo(f"{len(cards)} new of {everybody} students in “{classroom.title}”.")
    if cards:
        hand_out(cards, directory, classroom.title, address)
