"""`gapless practice cost`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command
from .practice_class import harmless, money, opened

if TYPE_CHECKING:
    from ..practice.costs import Spent


@click.command("cost", cls=Command, example="gapless practice cost ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def command(directory: Path) -> None:
    """Tell what the class in DIR spent on practice: for what, when, by which model, and on whose count."""
    from ..practice.costs import ACCOUNTS, by_account, by_day, by_model, by_target

    with opened(directory) as classroom:
        records = classroom.records
        currency = str(classroom.settings.practice.get("currency", "USD"))
        targets, days, models, accounts = (part(records) for part in (by_target, by_day, by_model, by_account))
    if not targets:
        click.echo("Nothing was spent.")
        return
    click.echo(f"Spent: {money(sum(one.micros for one in targets), currency)}")
    for title, lines in (("by skill and misconception", targets), ("by day", days), ("by model", models)):
        for line in _told(title, lines, currency):
            click.echo(line)
    click.echo("by account")
    for one in accounts:
        click.echo(f"  {money(one.micros, currency)} · requests: {one.calls} · {ACCOUNTS[one.what[0]]}")


def _told(title: str, lines: Sequence[Spent], currency: str) -> Iterator[str]:
    yield title
    for one in lines:
        what = harmless(" ".join(one.what)).rstrip()
        yield f"  {money(one.micros, currency)} · requests: {one.calls} · banked: {one.specs} · {what}"
