"""What `gapless fit` does and says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from .. import __version__
from ..errors import OperatorError
from ..mastery.fit import Scores, Seen, Tryout, learn, missing, seen, try_out
from ..records import Classroom
from ..records.fits import Fits
from .written import tell_files

HEAD = ("on students left out", "log loss", "AUC", "RMSE", "calibration")


def fit_class(classroom: Classroom, dry_run: bool) -> None:
    """Learn from the class's answers, say what it gains, and keep it when it pays. OperatorError below enough."""
    rows = [row for one in classroom.records.students() for row in seen(classroom.records.events(one.id))]
    students, skills = len({row.student for row in rows}), len({row.skill for row in rows})
    click.echo(f"{len(rows):,} first answers of {students:,} students on {skills:,} skills.")
    if lacking := missing(rows):
        raise OperatorError(_lacking(lacking), str(classroom.dir), "Fit again later; until then the defaults hold.")
    found = try_out(rows)
    click.echo(table(found))
    if not found.pays:
        click.echo("Students left out are predicted no better than by the numbers in use. Nothing was written.")
    elif dry_run:
        click.echo("Nothing was written.")
    else:
        tell_files([Fits(classroom.dir).put(learn(rows), about(rows, found, classroom), datetime.now(UTC))])
        click.echo("It holds for questions asked from now on.")


def undo_fit(classroom: Classroom) -> None:
    """Take the newest fit out of force. Raises OperatorError where there is none."""
    fits = Fits(classroom.dir)
    undone = fits.undo()
    if undone is None:
        raise OperatorError("There is no fit to undo.", str(classroom.dir), "The defaults hold already.")
    names = fits.names()
    now = f"{names[-1]} holds again" if names else "The defaults hold again"
    click.echo(f"{undone.stem} is out of force. {now} for questions asked from now on.")


def about(rows: Sequence[Seen], found: Tryout, classroom: Classroom) -> dict[str, object]:
    """Where a fit comes from."""
    scores = {name: vars(each) for name, each in vars(found).items()}
    return {
        "gapless": __version__,
        "course": str(classroom.course),
        "answers": len(rows),
        "students": len({row.student for row in rows}),
        "held_out": scores,
    }


def table(found: Tryout) -> str:
    """The scores as lines."""
    lines = [
        ("numbers in use", found.in_use),
        ("fitted numbers", found.tracing),
        ("scorecard, as shown", found.scorecard),
    ]
    head = f"{HEAD[0]:<22}" + "".join(f"{name:>13}" for name in HEAD[1:])
    return "\n".join([head, *(f"{name:<22}" + _line(scores) for name, scores in lines)])


def _line(scores: Scores) -> str:
    return "".join(f"{value:>13.4f}" for value in vars(scores).values())


def _lacking(lacking: dict[str, tuple[int, int]]) -> str:
    parts = [f"{has:,} {what} of the {needs:,} it takes" for what, (has, needs) in lacking.items()]
    return f"There are {' and '.join(parts)}: fewer tell of the few more than of the skills."
