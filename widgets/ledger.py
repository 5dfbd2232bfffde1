"""What a student earned, and where it stands."""

from __future__ import annotations

from .view import View, module


class Ledger(View):
    """A student's claims, and what is promised."""

    _esm = module("ledger")
