"""`gapless practice edit`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import harmless, opened
from .signer import signer


@click.command("edit", cls=Command, example="gapless practice edit ~/class-5b 3f9a1c edited.json")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("hash", metavar="HASH")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, hash: str, file: Path, by: str) -> None:
    """Put the spec in FILE, a JSON object, in the place of the one whose hash begins with HASH.

    `gapless practice show` gives what to start from. It has to hold like a model's; then it is approved, and the other
    one rejected.
    """
    from ..errors import OperatorError
    from ..practice.bank import PracticeBank
    from ..practice.running import judging

    with opened(directory) as classroom, judging(classroom) as judge:
        who, bank = signer(classroom, by), PracticeBank(classroom.records)
        stored, raw = bank.find(hash), file.read_bytes().decode("utf-8", "replace")
        report, edited = bank.edit(stored, raw, judge, who)
    if edited is None:
        amiss = "; ".join(f"{one.check}: {harmless(one.words)}" for one in report.verdicts if not one.ok)
        raise OperatorError(
            f"It does not hold: {amiss or 'it is in the bank already'}.", str(file), "Mend it; nothing was changed."
        )
    click.echo(f"Approved: {edited.hash}")
    click.echo(f"Rejected: {stored.hash}")
