"""`gapless class code`."""

from __future__ import annotations

from pathlib import Path

import click

from .cards import DEFAULT_ADDRESS
from .lazy import Command


@click.command("code", cls=Command, example="gapless class code ~/class-5b mia --reset")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student", metavar="ID")
@click.option("--reset", is_flag=True, help="Make a new code; the old one stops working at once.")
@click.option("--address", default=DEFAULT_ADDRESS, show_default=True, help="What the card tells the student to open.")
def command(directory: Path, student: str, reset: bool, address: str) -> None:
    """Give the student ID a new sign-in code, shown once.

    Only a hash of each code is kept, so that a lost code can be renewed but never shown again.
    """
    from ..errors import OperatorError
    from ..records import Classroom
    from .cards import hand_out

    classroom = Classroom.open(directory)
    try:
        if not reset:
            raise OperatorError(
                f"The code of {student} can't be shown again.", str(directory), "Add --reset for a new one."
            )
        card = classroom.people.reset(student)
    finally:
        classroom.close()
    hand_out([card], directory, classroom.title, address)
