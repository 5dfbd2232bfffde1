"""`gapless check`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("check", cls=Command, example="gapless check courses/fractions --seeds 50")
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--seeds", default=200, type=click.IntRange(1), show_default=True, help="Questions made of each item.")
def command(course: Path, seeds: int) -> None:
    """Prove the course in the folder COURSE.

    Reads course.toml and all notebooks, makes and judges questions of every item, and runs every lesson. All faults
    are listed with file, cell and remedy; the course is proved when there are none.
    """
