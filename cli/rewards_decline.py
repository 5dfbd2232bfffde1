"""`gapless rewards decline`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command(
    "decline", cls=Command, example='gapless rewards decline ~/class-5b mia "form 3" --reason "a friend helped"'
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student", metavar="ID")
@click.argument("claim", metavar="CLAIM")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, student: str, claim: str, reason: str, by: str) -> None:
    """Decline what the student ID earned, with a reason they may read.

    CLAIM is its name as `gapless rewards show` lists it. Signed, dated, and never changed afterwards.
    """
    from .ledgers import decide

    decide(directory, "declined", student, claim, by, reason)
    click.echo(f"Declined: {claim} of {student}.")
