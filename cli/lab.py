"""`gapless lab`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("lab", cls=Command, example="gapless lab courses/fractions")
@click.argument("course", metavar="[COURSE]", required=False, type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.argument("more", metavar="[-- OPTIONS]", nargs=-1, type=click.UNPROCESSED)
def command(course: Path | None, no_browser: bool, more: tuple[str, ...]) -> None:
    """Open JupyterLab on a course, by default the one you are in.

    Its Python shows each item as you run its cell. It listens on this machine alone and fetches no news; your own
    settings stay as they are. What stands behind -- goes to JupyterLab.
    """
    from ..authoring.folder import find_course
    from .jupyter import run_lab

    flags = ["--no-browser"] if no_browser else []
    raise SystemExit(run_lab(find_course(course), [*flags, *more]))
