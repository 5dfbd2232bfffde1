"""`gapless class backup`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("backup", cls=Command, example="gapless class backup ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="The folder to write it to; DIR/backups if left out.")
def command(directory: Path, to: Path | None) -> None:
    """Write a dated copy of the class in DIR, whole even while it is served."""
    from ..records import Classroom
    from ..records.backup import backup

    classroom = Classroom.open(directory)
    try:
        path = backup(classroom, to)
    finally:
        classroom.close()
    click.echo(f"Backed up to {path}")
