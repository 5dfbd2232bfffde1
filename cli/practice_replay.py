"""`gapless practice replay`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command
from .practice_class import SHORT, harmless, opened


@click.command("replay", cls=Command, example="gapless practice replay ~/class-5b")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def command(directory: Path) -> None:
    """Verify every spec in the bank of the class in DIR again, from the record alone.

    Reports and questions are compared byte for byte. What does not hold any more, after a change of the course for
    instance, is quarantined. Ends with 0 when all came out the same.
    """
    from ..errors import OperatorError
    from ..practice.replay import replay_answers, replay_bank
    from ..practice.running import judging

    with opened(directory) as classroom, judging(classroom) as judge:
        answers = replay_answers(classroom.records)
        specs = replay_bank(classroom.records, judge)
    for one in (*answers, *specs):
        if not one.same:
            since = "another verifier or course" if one.newer else "the same verifier and course"
            fate = "still holds" if one.holds else "does not hold"
            click.echo(f"{one.hash[:SHORT]} · {fate} · {since} · {harmless(one.what)}")
    differ = sum(not one.same for one in (*answers, *specs))
    if differ:
        remedy = "Look at what is quarantined: gapless practice queue."
        raise OperatorError(f"{differ} came out otherwise than recorded.", str(directory), remedy)
    click.echo(f"Answers: {len(answers)}, specs: {len(specs)}. All came out the same, byte for byte.")
