"""`gapless rewards pay`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("pay", cls=Command, example='gapless rewards pay ~/class-5b mia "form 3"')
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student", metavar="ID")
@click.argument("claim", metavar="CLAIM")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, student: str, claim: str, by: str) -> None:
    """Note that an approved claim of the student ID was paid or given.

    CLAIM is its name as `gapless rewards show` lists it. Signed, dated, and never changed afterwards.
    """
    from .ledgers import decide

    decide(directory, "paid", student, claim, by)
    click.echo(f"Paid: {claim} of {student}.")
