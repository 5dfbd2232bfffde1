"""Jupyter courseware in which nobody moves on with a gap."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .authoring import Question, item, malrule, mutant, oracle, worked
    from .widgets import MasteryCheck

__version__ = "0.1.0"
__all__ = ["MasteryCheck", "Question", "item", "malrule", "mutant", "oracle", "worked"]

# Loaded on first use, so that `import gapless` costs a page kernel nothing.
_HOMES = {
    "MasteryCheck": "widgets",
    "Question": "authoring",
    "item": "authoring",
    "malrule": "authoring",
    "mutant": "authoring",
    "oracle": "authoring",
    "worked": "authoring",
    # `%load_ext gapless`
    "load_ipython_extension": "widgets.extension",
    "unload_ipython_extension": "widgets.extension",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
