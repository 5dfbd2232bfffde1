"""`gapless new course`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .written import tell_files


@click.command("course", cls=Command, example="gapless new course ~/doubling --title 'Doubling and halving'")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The course's title; made from the folder's name if left out.")
def command(directory: Path, title: str) -> None:
    """Make a course in the new folder DIR.

    It has one skill, a lesson with two items, a misconception, and the short lesson for the hole behind it.
    """
    from ..authoring.scaffold import new_course

    tell_files(new_course(directory, title))
    click.echo(f"Next: gapless check {directory}, then gapless lab {directory}")
