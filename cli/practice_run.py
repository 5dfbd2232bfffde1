"""`gapless practice run`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import opened


@click.command("run", cls=Command, example="gapless practice run ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Do what is due now, then end; for cron.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when the standard input closes.")
def command(directory: Path, once: bool, with_parent: bool) -> None:
    """Write practice for what the class in DIR missed, until Ctrl-C.

    Each request is made of ids and the author's words, each answer is verified, and no cap is passed. One worker a
    class; `gapless serve` keeps one by itself where class.toml says enabled = true.
    """
    from ..practice.outcome import MEANING
    from ..practice.running import run, settings_of

    with opened(directory) as classroom:
        settings = settings_of(classroom)
        click.echo(f"Asking {settings.model} at {settings.endpoint} · Ctrl-C ends it.")
        kind = run(classroom, click.echo, once, with_parent)
    if once and kind != "ok":
        click.echo(f"Not all was done: {MEANING[kind]}")
