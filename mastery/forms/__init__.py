"""Forms: how a grade's questions are spread, that no two forms share one, which grade to begin at, and retakes."""

from __future__ import annotations

from .blueprint import SIZE, blueprint
from .chance import LIKELY, all_right, perfect, rate
from .draw import Drawn, draw
from .opening import Opening, chance_at, opening, required

__all__ = [
    "LIKELY",
    "SIZE",
    "Drawn",
    "Opening",
    "all_right",
    "blueprint",
    "chance_at",
    "draw",
    "opening",
    "perfect",
    "rate",
    "required",
]
