"""What authors write (`item`, `Question`) and what reads it: course loader, item bank, prose, checks.

Everything is loaded on first use, so that importing this package costs a page kernel next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bank import ItemBank
    from .check import check_course
    from .course import course_version, load_course
    from .faults import ItemFault
    from .folder import find_course
    from .items import item
    from .made import ItemInfo, Made
    from .oracles import malrule, mutant, oracle, worked
    from .prose import inline_html, to_html
    from .question import Question

__all__ = [
    "ItemBank",
    "ItemFault",
    "ItemInfo",
    "Made",
    "Question",
    "check_course",
    "course_version",
    "find_course",
    "inline_html",
    "item",
    "load_course",
    "malrule",
    "mutant",
    "oracle",
    "to_html",
    "worked",
]

_HOMES = {
    "ItemBank": "bank",
    "ItemFault": "faults",
    "ItemInfo": "made",
    "Made": "made",
    "Question": "question",
    "check_course": "check",
    "course_version": "course",
    "find_course": "folder",
    "inline_html": "prose",
    "item": "items",
    "load_course": "course",
    "malrule": "oracles",
    "mutant": "oracles",
    "oracle": "oracles",
    "to_html": "prose",
    "worked": "oracles",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
