"""The day: a plan that fits the time there is, XP for what was shown, and minutes told exactly."""

from __future__ import annotations

from .expected import Expected, expected
from .minutes import Minutes, minutes
from .pace import Pace, pace
from .plan import Block, Plan, Task, plan_day
from .xp import Award, Earnings, earned

__all__ = [
    "Award",
    "Block",
    "Earnings",
    "Expected",
    "Minutes",
    "Pace",
    "Plan",
    "Task",
    "earned",
    "expected",
    "minutes",
    "pace",
    "plan_day",
]
