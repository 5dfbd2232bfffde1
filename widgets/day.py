"""A student's day: how far it is, what was done, what comes next, and the numbers with it."""

from __future__ import annotations

from .view import View, module


class Day(View):
    """The day of the student who looks at it."""

    _esm = module("day")
