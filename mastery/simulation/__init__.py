"""Seeded skill graphs and students with known states, to measure the tutor's brain against."""

from __future__ import annotations

from .graphs import Grown, grow
from .students import Habits, Population, knowledge, violate

__all__ = ["Grown", "Habits", "Population", "grow", "knowledge", "violate"]
