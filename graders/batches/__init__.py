"""Batches of handed-in notebooks, graded as nbgrader grades them; and the releases and hand-ins around them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batch import Wanted, grade_batch
    from .releasing import release
    from .tray import HandIn, Tray, Unfit
    from .values import Batch, CellMark, Outcome

__all__ = ["Batch", "CellMark", "HandIn", "Outcome", "Tray", "Unfit", "Wanted", "grade_batch", "release"]

# Loaded on first use: nbgrader takes two seconds to import.
_HOMES = {
    "Batch": "values",
    "CellMark": "values",
    "HandIn": "tray",
    "Outcome": "values",
    "Tray": "tray",
    "Unfit": "tray",
    "Wanted": "batch",
    "grade_batch": "batch",
    "release": "releasing",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
