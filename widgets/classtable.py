"""The teacher's class: students × skills, the holes behind them and the answers that show them."""

from __future__ import annotations

from .view import View, module


class ClassTable(View):
    """The whole class at a glance; for teachers only, which the server checks."""

    _esm = module("classtable")
