"""`gapless check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lazy import Command

if TYPE_CHECKING:
    from .rehearsals import Rehearsal


@click.command(
    "check",
    cls=Command,
    example="gapless check courses/fractions --seeds 50\ngapless check --explain hints-keep-key",
)
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path), required=False)
@click.option("--seeds", default=200, type=click.IntRange(1), show_default=True, help="Questions made of each item.")
@click.option(
    "--students", default=3, type=click.IntRange(0), show_default=True, help="Simulated students of each kind; 0: none."
)
@click.option("--class-seed", default=1, show_default=True, help="Another seed, other simulated students.")
@click.option("--json", "as_json", is_flag=True, help="Write what is found as JSON.")
@click.option("--explain", metavar="RULE", help="Say what a rule proves, and why; COURSE is not looked at.")
def command(course: Path | None, seeds: int, students: int, class_seed: int, as_json: bool, explain: str | None) -> int:
    """Prove the course in the folder COURSE.

    Makes and judges questions of every item, runs every notebook as a page, and lets a simulated class play the course
    with the real tutor. All faults are listed at once, with file, cell and remedy; a proved course ends with 0.
    """
    if explain is not None:
        from .check_rules import explained

        click.echo(explained(explain))
        return 0
    if course is None:
        raise click.UsageError("Name a course folder.")
    from .rehearsals import Rehearsal

    return _prove(course, seeds, Rehearsal(students, class_seed), as_json)


def _prove(course: Path, seeds: int, rehearsal: Rehearsal, as_json: bool) -> int:
    from ..authoring.check import examine_course
    from ..authoring.course import read_course
    from .check_report import Report
    from .counter import counting
    from .late_runs import LateRuns

    # Without a course.toml there is nothing to prove.
    contents, unreadable = read_course(course)
    if not contents.toml:
        return Report.unread(course, seeds, unreadable).tell(as_json)
    runs = LateRuns(course)
    with counting("Proving the course") as step:
        found = examine_course(course, seeds, step, runs, rehearsal)
    return Report(course, seeds, found, runs.reasons, rehearsal).tell(as_json)
