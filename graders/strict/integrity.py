"""Putting back, before a weak test, what a notebook may have changed under it: hooks, builtins, assertions.

This stops the common ways, not every way: a weak test runs where the student's code runs, and is flagged for that.
"""

from __future__ import annotations

import builtins
import sys
import unittest
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from .shell import SHELL, Shell

_FIXED = (builtins, unittest.TestCase, Shell, *Shell.__mro__[1:2])


def _members(thing: Any) -> dict[str, Any]:
    return dict(vars(thing))


_AS_LOADED = [(thing, _members(thing)) for thing in _FIXED]
_STEPS = ("cleanup_transforms", "line_transforms")
_LISTS = {name: list(getattr(SHELL.input_transformer_manager, name)) for name in _STEPS}
_CALLBACKS = {name: list(each) for name, each in SHELL.events.callbacks.items()}


def put_back(free: Mapping[str, Any]) -> None:
    """Undo changes to the shell, to builtins and to assertions. `free` are names that may be other than they were."""
    SHELL.ast_transformers[:] = []
    SHELL.input_transformers_post[:] = []
    for name, functions in _LISTS.items():
        getattr(SHELL.input_transformer_manager, name)[:] = functions
    for name, functions in _CALLBACKS.items():
        SHELL.events.callbacks[name][:] = functions
    for name in [name for name in vars(SHELL) if name in _members(Shell)]:
        delattr(SHELL, name)
    for thing, members in (*_AS_LOADED, *_LOADED):
        for name, value in members.items():
            if name not in free and vars(thing).get(name) is not value:
                setattr(thing, name, value)
    sys.settrace(None)
    sys.setprofile(None)


def _testing() -> list[tuple[ModuleType, dict[str, Any]]]:
    names = ("numpy.testing", "numpy.testing._private.utils", "pandas.testing")
    return [(sys.modules[name], _members(sys.modules[name])) for name in names if name in sys.modules]


_LOADED = _testing()
