"""The teacher's queue of generated practice: what waits, why, and the switch."""

from __future__ import annotations

from .view import View, module


class PracticeQueue(View):
    """The bank of generated practice, for teachers only, which the server checks."""

    _esm = module("queue")
