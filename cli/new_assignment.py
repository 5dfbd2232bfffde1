"""`gapless new assignment`."""

from __future__ import annotations

import click

from .lazy import Command
from .written import tell_files


@click.command("assignment", cls=Command, example="gapless new assignment first-functions --skill functions")
@click.argument("name", metavar="NAME")
@click.option("--title", default="", help="What students read; NAME if left out.")
@click.option("--skill", default="", help="What its graded cells show; the course's last skill if left out.")
def command(name: str, title: str, skill: str) -> None:
    """Add an assignment to the course you are in, in nbgrader's source form.

    It has a solution, tests, hidden tests and a question marked by hand.
    """
    from ..authoring.folder import find_course
    from ..authoring.scaffold import new_assignment

    tell_files(new_assignment(find_course(), name, title, skill))
