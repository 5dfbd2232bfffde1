"""Marks that the graded code can't forge: it runs in one process, and what judges it in another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .examine import PRELOAD, Strict
    from .values import CellResult, Examiner, Mode, Output, Patience, Sheet

__all__ = ["PRELOAD", "CellResult", "Examiner", "Mode", "Output", "Patience", "Sheet", "Strict"]

# Loaded on first use: a zygote preloads one half of this room, and whoever only reads a sheet needs neither.
_HOMES = {
    "PRELOAD": "examine",
    "CellResult": "values",
    "Examiner": "values",
    "Mode": "values",
    "Output": "values",
    "Patience": "values",
    "Sheet": "values",
    "Strict": "examine",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
