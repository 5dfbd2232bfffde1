"""Review: what a student remembers of mastered skills, what is due, and the fewest questions that cover it."""

from __future__ import annotations

from .due import Review, due, forecast, knock_out, soonest, worth
from .encompassing import practised, practised_by
from .memory import TARGET, Memory, recall, retrievability
from .take import begin, take_answer

__all__ = [
    "TARGET",
    "Memory",
    "Review",
    "begin",
    "due",
    "forecast",
    "knock_out",
    "practised",
    "practised_by",
    "recall",
    "retrievability",
    "soonest",
    "take_answer",
    "worth",
]
