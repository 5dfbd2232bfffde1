"""`gapless rewards promise`."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy import Command

EXAMPLE = "gapless rewards promise ~/class-5b --unit cents --perfect-form 100 --cap 500"


@click.command("promise", cls=Command, example=EXAMPLE)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--unit", default="points", help="What the numbers count: cents, minutes of reading, …")
@click.option("--perfect-form", type=int, default=0, help="For 100 % on a form.")
@click.option("--hole-closed", type=int, default=0, help="For a hole that is closed.")
@click.option("--review-kept", type=int, default=0, help="For a skill that is kept.")
@click.option("--cap", type=int, default=None, help="The most one student earns in a month.")
@click.option("--full", type=int, default=10, show_default=True, help="So many rewards have the whole amount.")
@click.option("--fade", type=float, default=0.8, show_default=True, help="What each further one keeps of the last.")
@click.option("--off", is_flag=True, help="Promise nothing more; what was earned stays.")
@click.option("--by", default="", metavar="NAME", help="The teacher who signs; needed where there are several.")
def command(
    directory: Path,
    unit: str,
    perfect_form: int,
    hole_closed: int,
    review_kept: int,
    cap: int | None,
    full: int,
    fade: float,
    off: bool,
    by: str,
) -> None:
    """Say what is rewarded in the class DIR from now on.

    It holds until the next promise. Amounts are whole numbers of the unit. Read "Rewards" in the documentation first:
    paying pupils has helped some and harmed others.
    """
    from ..errors import OperatorError
    from ..mastery.rewards import read_policy
    from .ledgers import now, opened
    from .signer import signer

    amounts = {"perfect-form": perfect_form, "hole-closed": hole_closed, "review-kept": review_kept}
    promised = {reason: amount for reason, amount in amounts.items() if amount}
    with opened(directory) as (classroom, rewards):
        body = {"on": not off, "unit": unit, "amounts": promised, "cap": cap, "full": full, "fade": fade}
        try:
            policy = read_policy(body)
        except ValueError as fault:
            raise OperatorError(str(fault), str(directory), "Call it again with another value.") from fault
        rewards.promise(policy, signer(classroom, by), now())
    told = ", ".join(f"{amount} {policy.unit} for a {reason}" for reason, amount in policy.amounts.items())
    click.echo(f"Promised: {told}." if policy.on and told else "Nothing is promised from now on.")
