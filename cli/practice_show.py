"""`gapless practice show`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command
from .practice_class import harmless, money, opened

if TYPE_CHECKING:
    from ..authoring.made import Made
    from ..practice.bank import Stored
    from ..practice.review import Reviewed


@click.command("show", cls=Command, example="gapless practice show ~/class-5b 3f9a1c")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("hash", metavar="HASH")
@click.option("--prompt", is_flag=True, help="Show the very bytes that were sent, too.")
def command(directory: Path, hash: str, prompt: bool) -> None:
    """Show the spec whose hash begins with HASH, as students would meet it, and where it comes from."""
    from ..practice.bank import PracticeBank
    from ..practice.review import review
    from ..practice.running import judging

    with opened(directory) as classroom, judging(classroom) as judge:
        stored = PracticeBank(classroom.records).find(hash)
        reviewed = review(classroom.records, judge, stored)
        currency = str(classroom.settings.practice.get("currency", "USD"))
        for line in (*_head(stored, reviewed, currency), *_body(stored, reviewed)):
            click.echo(line)
    if prompt:
        click.echo(harmless(reviewed.request.decode("utf-8", "replace")))


def _head(stored: Stored, reviewed: Reviewed, currency: str) -> Iterator[str]:
    yield f"{stored.hash}"
    yield f"{stored.state} · {stored.target.skill} {stored.target.misconception}".rstrip()
    if stored.act:
        yield f"{stored.act} by {stored.by}{f': {harmless(stored.reason)}' if stored.reason else ''}"
    yield f"by {harmless(stored.source)} on {stored.at:%Y-%m-%d}, {money(reviewed.micros, currency)}"


def _body(stored: Stored, reviewed: Reviewed) -> Iterator[str]:
    for made in reviewed.questions:
        yield ""
        yield from _question(made)
    yield ""
    yield "Checks: " + ", ".join(f"{'✓' if ok else '✗'} {check}" for check, ok in reviewed.checks)
    yield f"Nearest of the author's: {reviewed.nearest}"
    yield f"As the model wrote it: {harmless(json.dumps(json.loads(stored.raw), ensure_ascii=False))}"


def _question(made: Made) -> Iterator[str]:
    yield f"  {harmless(made.prompt)}"
    yield f"    key {made.key} · {harmless(made.solution)}"
    for misconception, answer in made.mistakes.items():
        yield f"    {misconception}: {answer}"
    for hint in made.hints:
        yield f"    hint: {harmless(hint)}"
