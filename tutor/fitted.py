"""What a fit to the class's answers changes: the numbers of the next question, and the chance that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .desk import Desk
from .protocol import ChanceCard, ChancePoints
from .words import say

if TYPE_CHECKING:
    # Numpy comes with it, and a class without a fit never needs it.
    from ..authoring.made import Made
    from ..records.fits import Fit

REASONS = 2
"""How many reasons are told beside a chance."""


def fit_in_force(desk: Desk) -> Fit | None:
    """The class's fit; None for the defaults. Raises OperatorError for one that can't be read."""
    return desk.fits.in_force() if desk.fits is not None else None


def numbers(fit: Fit | None, skill: str, made: Made) -> dict[str, float]:
    """guess and slip of a question on this skill, and, by a fit, prior and learn."""
    if fit is None:
        return {"guess": made.guess, "slip": made.slip}
    return fit.fitted.in_force(skill, made.item, made.digest, made.guess, made.slip)


def chance_card(desk: Desk, skill: str) -> ChanceCard | None:
    """How likely the next first answer on a skill is right, and why; None without a fit that knows the skill."""
    fit = fit_in_force(desk)
    if fit is None or skill not in fit.fitted.names:
        return None
    from ..mastery.fit import seen

    found = fit.fitted.chance(seen(desk.journal.events(desk.student)), skill)
    told = found.reasons()
    words = [say("chance", percent=str(round(100 * found.p)))]
    words += [say(f"chance-{subject}-{'for' if points > 0 else 'against'}") for subject, points in told[:REASONS]]
    points: list[ChancePoints] = [{"subject": subject, "points": round(points, 2)} for subject, points in told]
    return {"p": found.p, "start": round(found.start, 2), "points": points, "words": " ".join(words), "fit": fit.name}
