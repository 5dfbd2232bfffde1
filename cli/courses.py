"""The courses that come along with gapless."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "courses"
FRACTIONS = SHIPPED / "fractions"
