"""`gapless rewards verify`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("verify", cls=Command, example="gapless rewards verify ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--newest", metavar="SEAL", help="A seal you noted down: finds out whether the end was cut off.")
def command(directory: Path, newest: str | None) -> None:
    """Prove that no entry of the reward ledger was changed, moved or taken out.

    Every entry is sealed over the one before it with the class's secret. Note the newest seal somewhere else: given
    back with --newest, it also shows whether entries at the end are gone. Ends with 1 where something does not fit.
    """
    from ..errors import OperatorError
    from ..mastery.rewards import verify
    from .ledgers import opened

    with opened(directory) as (classroom, rewards):
        entries = rewards.entries()
        faults = verify(classroom.secret, entries, newest)
    for fault in faults:
        click.echo(f"Entry {fault.number}: {fault.what}.")
    if faults:
        raise OperatorError(
            "The reward ledger was changed.", str(directory), "Compare it with a backup: gapless rewards show --csv."
        )
    click.echo(f"All {len(entries)} entries stand as they were written." if entries else "The ledger is empty.")
    if entries:
        click.echo(f"Newest seal: {entries[-1].seal}")
