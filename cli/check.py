"""`gapless check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from .lazy import Command


@click.command("check", cls=Command, example="gapless check courses/fractions --seeds 50")
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--seeds", default=200, type=click.IntRange(1), show_default=True, help="Questions made of each item.")
def command(course: Path, seeds: int) -> None:
    """Prove the course in the folder COURSE.

    Makes and judges questions of every item and runs every notebook as a page. All faults are listed at once, with
    file, cell and remedy; a proved course ends with 0.
    """
    from ..authoring import check_course, load_course
    from ..authoring.course import read_course
    from ..errors import CourseFaults
    from .counter import counting

    # Without a course.toml there is nothing to prove, and Voila's imports take seconds.
    contents, unreadable = read_course(course)
    if not contents.toml:
        raise CourseFaults(unreadable)
    from ..voila_apps import quick  # noqa: F401  before anything of Jupyter is imported
    from .page_runs import PageRuns

    runs = PageRuns(course)
    with counting("Proving the course") as step:
        faults = check_course(course, seeds, step, runs)
    tell_kernels(runs.reasons)
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} in {course}:", err=True)
        raise CourseFaults(faults)
    proved = load_course(course)
    click.echo(f"Proved: {len(proved.skills)} skills, {len(proved.lessons)} lessons, {seeds} questions of every item.")


def tell_kernels(reasons: Mapping[str, Sequence[str]]) -> None:
    """Which notebooks open as live pages, and what in them needs Python; all others are sent ready-made."""
    for file, whys in reasons.items():
        click.echo(f"{file} needs a kernel for each visitor:")
        for why in whys:
            click.echo(f"  {why}")
