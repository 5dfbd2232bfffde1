"""The tutor: asks, judges, records, and decides what is next."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .journal import MemoryJournal
    from .local import LocalTutor
    from .service import Tutor

__all__ = ["LocalTutor", "MemoryJournal", "Tutor"]

# Loaded on first use: widgets import `tutor.protocol` in every page kernel and must not bring the engine along.
_HOMES = {"LocalTutor": "local", "MemoryJournal": "journal", "Tutor": "service"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
