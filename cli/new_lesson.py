"""`gapless new lesson`."""

from __future__ import annotations

import click

from .lazy import Command
from .written import tell_files


@click.command("lesson", cls=Command, example="gapless new lesson 'Halving numbers' --after doubles")
@click.argument("name", metavar="NAME")
@click.option("--title", default="", help="What students read; NAME if left out.")
@click.option("--after", metavar="SKILL", multiple=True, help="A skill it builds on; may be given several times.")
def command(name: str, title: str, after: tuple[str, ...]) -> None:
    """Add a lesson to the course you are in, and its skill.

    The skill's id is made from NAME; a skill that course.toml has already gets its lesson.
    """
    from ..authoring.folder import find_course
    from ..authoring.scaffold import new_lesson

    tell_files(new_lesson(find_course(), name, title, after))
