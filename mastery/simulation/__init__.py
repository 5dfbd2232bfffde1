"""Seeded skill graphs and students with known states, to measure the tutor's brain against."""

from __future__ import annotations

from .graphs import Grown, grow
from .remembering import LESSON, Forgetting, Rememberer, with_practice
from .students import Habits, Population, knowledge, violate

__all__ = [
    "LESSON",
    "Forgetting",
    "Grown",
    "Habits",
    "Population",
    "Rememberer",
    "grow",
    "knowledge",
    "violate",
    "with_practice",
]
