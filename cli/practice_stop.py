"""`gapless practice stop`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import opened
from .signer import signer


@click.command("stop", cls=Command, example="gapless practice stop ~/class-5b 'looking at a report'")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("reason", metavar="[REASON]", default="")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, reason: str, by: str) -> None:
    """Ask no model and show nothing generated in the class in DIR, from this moment on.

    It works while the class is served, and needs no restart. Authored questions are all there.
    """
    from ..practice.state import stop

    with opened(directory) as classroom:
        stop(classroom.records, signer(classroom, by), reason)
    click.echo("Stopped. Students get authored questions alone. `gapless practice start` undoes it.")
