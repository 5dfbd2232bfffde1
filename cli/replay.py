"""`gapless replay`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("replay", cls=Command, example="gapless replay ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def command(directory: Path) -> None:
    """Rebuild every derived table of the class in DIR from its events.

    Ends with 0 when nothing differed. Differences are listed, mended, and end with 1.
    """
    from ..errors import OperatorError
    from ..records import Classroom
    from ..records.replay import replay

    classroom = Classroom.open(directory)
    try:
        differences = replay(classroom.records)
    finally:
        classroom.close()
    for difference in differences:
        click.echo(str(difference))
    if differences:
        raise OperatorError(
            f"{len(differences)} derived rows differed from the events and were rebuilt.",
            str(directory),
            "Run it again: it finds nothing now.",
        )
    click.echo("Every derived row agrees with the events.")
