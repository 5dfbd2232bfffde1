"""The mixed check: questions on what was shown before, no two in a row on one skill."""

from __future__ import annotations

from .view import View, module


class Review(View):
    """Questions on what is due for a look back, until nothing more is."""

    _esm = module("review")
