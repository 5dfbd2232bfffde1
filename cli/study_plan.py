"""`gapless study plan`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command


@click.command("plan", cls=Command, example="gapless study plan ~/class-5b --effect 0.5")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--effect", type=click.FloatRange(0.01, 3), default=0.3, show_default=True, help="The g to be seen.")
@click.option("--power", type=click.FloatRange(0.5, 0.99), default=0.8, show_default=True, help="How surely.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the groups.")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(directory: Path, effect: float, power: float, seed: int, by: str) -> None:
    """Say how many students a study of the class DIR needs, and draw its groups at random.

    The groups are written once, with seed, name and date, before anything is measured. Give both groups the same test
    before and after, and once more some weeks later.
    """
    from ..records.study import GROUPS, assign, save_plan
    from .ledgers import now, opened
    from .signer import signer
    from .written import tell_files

    with opened(directory) as (classroom, _):
        students = [one.id for one in classroom.records.students()]
        signed, at = signer(classroom, by), now().isoformat(timespec="seconds")
        plan = assign(students, effect, power, seed, signed, at)
        path = save_plan(classroom.dir, plan)
    click.echo(f"To see g = {effect:g} with a power of {power:.0%} you need n = {plan.needed} a group.")
    for name in GROUPS:
        members = [student for student, group in plan.groups.items() if group == name]
        click.echo(f"{name}: {len(members)} ({', '.join(members)})")
    if not plan.powered:
        click.echo(f"This class has {plan.smallest} a group: too few for a claim, whatever comes out. Join classes.")
    tell_files([path])
