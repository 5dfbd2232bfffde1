"""`gapless grade`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .lazy import Command

if TYPE_CHECKING:
    from ..graders.batches import Wanted


def a_name(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A folder's bare name: never a path, so that nothing outside the class is read or written."""
    if value is not None and (not value.strip() or value.startswith(".") or set(value) & set("/\\\0")):
        raise click.BadParameter(f"{value!r} is not a name. Give the name alone, without a path.")
    return value


@click.command("grade", cls=Command, example="gapless grade ~/class-5b first-steps")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("assignment", metavar="ASSIGNMENT", callback=a_name)
@click.option("--student", metavar="ID", callback=a_name, help="Grade what this student handed in, and nothing else.")
@click.option(
    "--notebook", metavar="NAME", callback=a_name, help="Grade this notebook, and no other; * stands for any."
)
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
@click.option("--no-execute", is_flag=True, help="Run nothing: take the outputs as they were handed in.")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Work on N submissions at once.",
)
@click.option("--dask", metavar="ADDRESS", help="Grade on this Dask cluster, or on local:N.")
@click.option("--require-sandbox", is_flag=True, help="Refuse to run where the sandbox does not hold.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and nothing else.")
def command(directory: Path, assignment: str, as_json: bool, **options: Any) -> int:
    """Grade what was handed in for ASSIGNMENT, as nbgrader would, in a sandbox.

    DIR is a class folder or any nbgrader course folder. Marks go to its gradebook, feedback into its folder; in a class
    marks also become evidence. Started again, it does what is left. Ends with 0 when all is graded, with 1 when
    something could not be.
    """
    from .counter import counting
    from .grade_report import print_json, print_table
    from .grading import Grading

    with Grading(directory.absolute(), assignment) as grading:
        with counting(f"Grading {assignment}") as step:
            grading.run(_wanted(options), step)
        grading.record()
        (print_json if as_json else print_table)(grading)
        return 0 if grading.complete else 1


def _wanted(options: dict[str, Any]) -> Wanted:
    from ..graders.batches import Wanted

    return Wanted(
        student=options["student"],
        notebook=options["notebook"],
        force=options["force"],
        execute=not options["no_execute"],
        workers=options["workers"],
        sandbox=options["require_sandbox"],
        dask=options["dask"],
    )
