"""A simulated class that plays a course through the real tutor, before any student does."""

from __future__ import annotations

from .cast import Part, cast, play
from .running import rehearse
from .stock import Stock

__all__ = ["Part", "Stock", "cast", "play", "rehearse"]
