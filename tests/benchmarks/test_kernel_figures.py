"""Kernels are judged by how soon they can be used and by what memory is theirs alone."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from common import report

# By name: a type checker takes it for the room of the same name.
kernels: Any = import_module("kernels")


def test_forked_kernels_have_goals_and_stock_ones_none():
    sides = {
        name: kernels.Side(object, ready=[40, 50, 61], memory=[18.0], notebook=[90]) for name in ("forked", "stock")
    }
    told = report("kernels", kernels.figures(sides, 300.0))["figures"]
    assert told["forked_ready_p50_ms"] == {"value": 50, "unit": "ms", "goal": "≤ 60", "ok": True}
    assert told["forked_unique_mb"] == {"value": 18, "unit": "MB", "goal": "≤ 22", "ok": True}
    assert told["stock_ready_p50_ms"]["goal"] is None
    assert told["fork_server_start_ms"]["value"] == 300


def test_memory_and_time_are_those_of_a_process():
    assert 1 < kernels.unique(os.getpid()) < 4000
    assert kernels.ran(os.getpid()) > 0
