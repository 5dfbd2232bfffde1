"""`gapless practice try`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command
from .practice_class import harmless, money, opened

if TYPE_CHECKING:
    from ..practice.trial import Tried


@click.command("try", cls=Command, example="gapless practice try ~/class-5b --skill add-unlike")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--skill", default="", help="The skill to ask for; the first that can be practised otherwise.")
@click.option("--against", default="", metavar="ID", help="The misconception to practise against.")
def command(directory: Path, skill: str, against: str) -> None:
    """Ask the endpoint of the class in DIR once, with everything real: key, caps, checks, audit.

    Tells how it answered, how it wants to be asked, what it cost and what the checks say. What they accept is banked.
    Ends with 1 where no answer came.
    """
    from ..errors import OperatorError
    from ..practice.outcome import MEANING
    from ..practice.running import workshop
    from ..practice.trial import try_once

    with opened(directory) as classroom, workshop(classroom, click.echo) as (shop, door):
        settings = shop.settings
        click.echo(f"Asking {settings.model} at {settings.endpoint} …")
        tried = asyncio.run(try_once(shop, door, skill, against))
    for line in _told(tried, settings.currency):
        click.echo(line)
    if tried.outcome.kind != "ok":
        remedy = "`[practice]` in class.toml names endpoint, model and caps."
        raise OperatorError(MEANING[tried.outcome.kind], tried.outcome.why, remedy)


def _told(tried: Tried, currency: str) -> Iterator[str]:
    outcome, ability = tried.outcome, tried.ability
    yield f"For: {tried.target.skill} {tried.target.misconception}".rstrip()
    why = f" ({outcome.why})" if outcome.why else ""
    yield f"Answer: {outcome.kind}{why}, requests: {outcome.attempts}, {outcome.ms} ms"
    yield f"Asked by: {ability.rung}, {ability.limit}"
    yield f"Cost: {money(tried.micros, currency)}"
    for verdict in tried.verdicts:
        yield f"  {'✓' if verdict.ok else '✗'} {verdict.check}{f': {harmless(verdict.words)}' if verdict.words else ''}"
    if tried.verdicts:
        yield f"Banked: {tried.stored.hash[:12]}, {tried.stored.state}" if tried.stored else "Not banked."
