"""`gapless practice approve`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import opened
from .signer import signer


@click.command("approve", cls=Command, example="gapless practice approve ~/class-5b 3f9a1c")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("hash", metavar="HASH")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, hash: str, by: str) -> None:
    """Let students see the spec whose hash begins with HASH.

    The approval is bound to this very content. It also brings back what was reported.
    """
    from ..practice.bank import PracticeBank

    with opened(directory) as classroom:
        who = signer(classroom, by)
        bank = PracticeBank(classroom.records)
        stored = bank.find(hash)
        bank.rule(stored, "approved", who)
    click.echo(f"Approved: {stored.hash}")
