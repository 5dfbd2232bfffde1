"""`gapless new item`."""

from __future__ import annotations

import click

from .lazy import Command


@click.command("item", cls=Command, example="gapless new item doubles --answer choice")
@click.argument("skill", metavar="SKILL")
@click.option("--name", default="", help="The item's name; made from the skill's if left out.")
@click.option(
    "--answer",
    default="number",
    show_default=True,
    type=click.Choice(["number", "fraction", "choice"]),
    help="What students answer with.",
)
def command(skill: str, name: str, answer: str) -> None:
    """Add an item to the lesson that teaches SKILL, in the course you are in."""
    from ..authoring.folder import find_course
    from ..authoring.scaffold import new_item
    from .written import shown

    path, made = new_item(find_course(), skill, name, answer)
    click.echo(f"{made} stands in the last items cell of {shown(path)}")
