"""Practice: the holes of a student, one at a time, each with its short lesson and its questions."""

from __future__ import annotations

from .view import View, module


class Practice(View):
    """The hole that the page's address names, or all of them."""

    _esm = module("practice")
