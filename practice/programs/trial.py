"""What runs inside the sandbox: one program, called with many arguments, then held to tests."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from ...authoring.guard import Broken, guarded

_PLAIN = (int, str, type(None))


def run(source: str, function: str, inputs: Sequence[Sequence[Any]], tests: Sequence[str]) -> None:
    """Write to standard output, as JSON, what each call gave and which tests passed."""
    names: dict[str, Any] = {}
    told: dict[str, Any] = {"outputs": [], "passed": []}
    try:
        guarded(lambda: exec(source, names), "task", 0)
    except Broken as broken:
        told["outputs"] = [["raised", str(broken)]]
    else:
        # Each call gets arguments of its own: a program may change its lists.
        told["outputs"] = [_called(names[function], json.loads(json.dumps(each))) for each in inputs]
        told["passed"] = [_passes(test, names) for test in tests]
    with os.fdopen(1, "w", encoding="utf-8") as answers:
        json.dump(told, answers)


def _called(function: Any, arguments: Sequence[Any]) -> list[Any]:
    try:
        return ["gave", _tagged(guarded(lambda: function(*arguments), "task", 0))]
    except Broken as broken:
        return ["raised", str(broken).partition(":")[0]]


def _passes(test: str, names: dict[str, Any]) -> bool:
    try:
        guarded(lambda: exec(test, names), "task", 0)
    except Broken:
        return False
    return True


def _tagged(value: Any) -> Any:
    """A value as JSON that keeps types apart: True is not 1, and a tuple is no list."""
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(_tagged, value)]
    if isinstance(value, float):
        return ["float", repr(value)]
    return [type(value).__name__, value if isinstance(value, _PLAIN) else ""]
