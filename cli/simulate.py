"""`gapless simulate`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("simulate", cls=Command, example="gapless simulate courses/fractions --students 100 --plot out.svg")
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--students", default=60, type=click.IntRange(2, 2000), show_default=True, help="In each kind of school.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other students.")
@click.option("--minutes", type=float, help="Class minutes of each; the course's own if left out.")
@click.option("--json", "as_json", is_flag=True, help="Write the table as JSON.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw the effects into this SVG file.")
def command(course: Path, students: int, seed: int, minutes: float | None, as_json: bool, plot: Path | None) -> None:
    """Run simulated students through COURSE in several kinds of school.

    The same students and the same minutes: a class by the clock, group mastery, gapless, and gapless without one of
    its parts. The table ends with what a simulation can't show.
    """
    from ..authoring import ItemBank, load_course
    from ..mastery.simulation.desk import Template
    from .simulated import Wanted, compared
    from .simulated_report import tell

    loaded = load_course(course)
    with ItemBank(course) as bank:
        items = tuple(
            Template(one.id, one.skill, one.shape, one.kind, one.guess, frozenset(one.misconceptions))
            for one in bank.items
        )
    nominal = sum(skill.minutes for skill in loaded.skills.values())
    wanted = Wanted(loaded, items, students, seed, minutes or nominal)
    tell(wanted, compared(wanted), as_json=as_json, plot=plot)
