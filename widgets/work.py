"""My work: the assignments of a student, with a place to hand each in and how it stands."""

from __future__ import annotations

from .view import View, module


class MyWork(View):
    """Every assignment that was handed out, its receipts and its marks."""

    _esm = module("work")
