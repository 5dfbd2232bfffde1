"""Kept: what was mastered and shown again, unaided and among other skills, a week later or more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .student import Standing

KEPT_AFTER = timedelta(days=7)


def ready_at(standing: Standing) -> datetime | None:
    """From when on a mixed check can make the skill kept; None while it is not mastered."""
    shown = [moment for moment in (standing.mastered_at, standing.lost_at) if moment is not None]
    return max(shown) + KEPT_AFTER if standing.mastered_at is not None else None


def after_review(standing: Standing, right: bool, at: datetime) -> Standing:
    """What a first, unaided answer in a mixed check makes of a mastered skill."""
    ready = ready_at(standing)
    if ready is None:
        return standing
    if not right:
        return replace(standing, kept_at=None, lost_at=at, due=True)
    return replace(standing, kept_at=at) if at >= ready and standing.kept_at is None else standing


def shown_again(standing: Standing, threshold: float) -> Standing:
    """After a right first answer: no longer due once P(known) is back where mastery wants it."""
    return replace(standing, due=False) if standing.due and standing.p_known >= threshold else standing
