"""`gapless study report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import click

from .lazy import Command

if TYPE_CHECKING:
    from ..mastery.events import Event
    from ..records.study import Scores, StudyPlan

EVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@click.command("report", cls=Command, example="gapless study report ~/class-5b scores.csv")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("scores", metavar="CSV", type=click.Path(path_type=Path))
def command(directory: Path, scores: Path) -> None:
    """Compare the groups of the study of the class DIR by their tests in CSV: student,pre,post,delayed.

    Everybody counts in the group they were drawn into, whatever they did then. Told for each group: how many of how
    many took the test, and their focused minutes. Below the planned size no claim is made.
    """
    from ..records.study import read_plan, read_scores
    from .ledgers import opened

    with opened(directory) as (classroom, _):
        plan = read_plan(classroom.dir)
        told = read_scores(scores)
        focused = {student: _focused(classroom.records.events(student)) for student in plan.groups}
    for line in lines(plan, told, focused):
        click.echo(line)


def lines(plan: StudyPlan, scores: Sequence[Scores], focused: dict[str, float]) -> Iterator[str]:
    """The report, line by line."""
    from ..records.study import GROUPS

    yield f"Drawn by {plan.by} on {plan.at[:10]}, seed {plan.seed}: n = {plan.needed} a group for g = {plan.effect:g}."
    members = {name: [student for student, group in plan.groups.items() if group == name] for name in GROUPS}
    for name in GROUPS:
        dose = fmean(focused[student] for student in members[name]) if members[name] else 0.0
        yield f"{name}: {len(members[name])} students, {dose:.0f} focused minutes each on average"
    strangers = sorted({one.student for one in scores} - plan.groups.keys())
    if strangers:
        yield f"Not of this study, left out: {', '.join(strangers)}"
    for test in ("post", "delayed"):
        yield from _compared(plan, test, {one.student: one for one in scores}, members)


def _compared(plan: StudyPlan, test: str, scores: dict[str, Scores], members: dict[str, list[str]]) -> Iterator[str]:
    from ..mastery.effect import hedges_g

    gains: dict[str, list[float]] = {}
    for name, students in members.items():
        pairs = [(one.pre, getattr(one, test)) for student in students if (one := scores.get(student)) is not None]
        gains[name] = [after - before for before, after in pairs if before is not None and after is not None]
    first, second = members
    counts = ", ".join(f"{len(gains[name])} of {len(members[name])} in {name!r}" for name in members)
    yield f"{test}, gain since pre: {counts}"
    if min(map(len, gains.values())) < plan.needed:
        yield f"  Fewer than n = {plan.needed} a group: no claim can be made from this."
        return
    effect = hedges_g(gains[first], gains[second])
    if effect is None:
        yield "  The gains do not differ at all: nothing to compare."
        return
    yield f"  {first} {fmean(gains[first]):+.2f}, {second} {fmean(gains[second]):+.2f}"
    yield f"  Hedges' g {effect.g:+.2f}, 95 % interval {effect.low:+.2f} to {effect.high:+.2f}"
    if effect.low <= 0 <= effect.high:
        yield "  The interval holds 0: this does not show a difference."


def _focused(events: Sequence[Event]) -> float:
    from ..mastery.day import minutes

    return minutes(events, *EVER).focused
