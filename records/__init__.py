"""A class's record: people, append-only events, and the tables derived from them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .classroom import Classroom
    from .codes import new_password
    from .people import People
    from .store import Records
    from .values import Card, Person, Stale

__all__ = ["Card", "Classroom", "People", "Person", "Records", "Stale", "new_password"]

# Loaded on first use: the tutor's values come from here and must not bring SQLAlchemy along.
_HOMES = {
    "Card": "values",
    "Classroom": "classroom",
    "People": "people",
    "Person": "values",
    "Records": "store",
    "Stale": "values",
    "new_password": "codes",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
