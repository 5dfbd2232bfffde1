"""`gapless practice queue`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import SHORT, harmless, opened


@click.command("queue", cls=Command, example="gapless practice queue ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="List the whole bank, not only what waits.")
def command(directory: Path, everything: bool) -> None:
    """List what waits for a teacher: what was reported first, then new prose of a model."""
    from ..practice.bank import PracticeBank

    with opened(directory) as classroom:
        bank = PracticeBank(classroom.records)
        found = bank.specs() if everything else bank.queue()
    for one in found:
        target = f"{one.target.skill} {one.target.misconception}".rstrip()
        reason = f" · {harmless(one.reason)}" if one.reason else ""
        click.echo(f"{one.hash[:SHORT]} · {one.state} · {target} · {harmless(one.source)}{reason}")
    if not found:
        click.echo("The bank is empty." if everything else "Nothing waits for you.")
