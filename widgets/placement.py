"""Placement: a few questions that find where to start, and the map they end in."""

from __future__ import annotations

from .view import View, module


class Placement(View):
    """The placement of the student who looks at it: its invitation, its questions, or its map."""

    _esm = module("placement")
