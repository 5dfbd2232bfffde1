"""`gapless practice reject`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import opened
from .signer import signer


@click.command("reject", cls=Command, example="gapless practice reject ~/class-5b 3f9a1c 'the numbers are too large'")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("hash", metavar="HASH")
@click.argument("reason", metavar="REASON")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, hash: str, reason: str, by: str) -> None:
    """Never show the spec whose hash begins with HASH, nor another one like it, for a REASON that is kept."""
    from ..practice.bank import PracticeBank

    with opened(directory) as classroom:
        who = signer(classroom, by)
        bank = PracticeBank(classroom.records)
        stored = bank.find(hash)
        bank.rule(stored, "rejected", who, reason)
    click.echo(f"Rejected: {stored.hash}")
