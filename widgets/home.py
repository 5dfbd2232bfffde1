"""A student's home: what to do next and why, the plan, the map, what was recovered."""

from __future__ import annotations

from .view import View, module


class Home(View):
    """What comes next for the student who looks at it."""

    _esm = module("home")
