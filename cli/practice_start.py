"""`gapless practice start`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import opened


@click.command("start", cls=Command, example="gapless practice start ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def command(directory: Path) -> None:
    """Undo `gapless practice stop` for the class in DIR."""
    from ..practice.state import start, stopped

    with opened(directory) as classroom:
        before = stopped(classroom.records)
        start(classroom.records)
    click.echo("Started." if before else "It was not stopped.")
