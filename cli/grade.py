"""`gapless grade`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


def a_name(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A folder's bare name: never a path, so that nothing outside the class is read or written."""
    if value is not None and (not value.strip() or value.startswith(".") or set(value) & set("/\\\0")):
        raise click.BadParameter(f"{value!r} is not a name. Give the name alone, without a path.")
    return value


@click.command("grade", cls=Command, example="gapless grade ~/class-5b first-steps")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("assignment", metavar="ASSIGNMENT", callback=a_name)
@click.option("--student", metavar="ID", callback=a_name, help="Grade what this student handed in, and nothing else.")
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and nothing else.")
def command(directory: Path, assignment: str, student: str | None, force: bool, as_json: bool) -> int:
    """Grade what was handed in for ASSIGNMENT, by nbgrader.

    DIR is a class folder or any nbgrader course folder. Marks go to its gradebook; in a class they also become
    evidence. Ends with 0 when all is graded, with 1 when some could not be.
    """
    from .counter import counting
    from .grade_report import print_json, print_table
    from .grading import Grading

    with Grading(directory.absolute(), assignment) as grading:
        with counting(f"Grading {assignment}") as step:
            grading.run(student, force, step)
        grading.record()
        (print_json if as_json else print_table)(grading)
        return 0 if grading.complete else 1
