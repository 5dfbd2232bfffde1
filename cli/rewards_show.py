"""`gapless rewards show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command

if TYPE_CHECKING:
    from ..mastery.rewards import Claim

COLUMNS = ("student", "name", "claim", "reason", "for", "amount", "unit", "status", "signed", "at")


@click.command("show", cls=Command, example="gapless rewards show ~/class-5b --csv rewards.csv")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--csv", "to", type=click.Path(path_type=Path), help="Write the table into this file instead.")
def command(directory: Path, to: Path | None) -> None:
    """List every claim of the class DIR: who earned what, for what, and where it stands."""
    from ..records.spreadsheet import csv_text
    from .ledgers import opened
    from .written import tell_files

    with opened(directory) as (classroom, rewards):
        held = [(one, rewards.account(one.id).claims) for one in classroom.records.students()]
    rows = [(one.id, one.name, *_cells(claim)) for one, claims in held for claim in claims]
    if to is not None:
        to.write_text(csv_text(COLUMNS, rows), encoding="utf-8")
        tell_files([to])
        return
    for student, name, claim, _, words, amount, unit, status, by, at in rows:
        click.echo(f"{name} ({student}): {amount} {unit} for {words}; {claim!r} is {status} ({by}, {str(at)[:10]})")
    if not rows:
        click.echo("Nothing was earned yet.")


def _cells(claim: Claim) -> tuple[str | int, ...]:
    at = claim.at.isoformat(timespec="seconds")
    return (claim.key, claim.reason, claim.words, claim.amount, claim.unit, claim.status, claim.by, at)
