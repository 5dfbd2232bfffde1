"""The class's reward ledger, for its teacher: promise, approve, decline, note as given."""

from __future__ import annotations

from .view import View, module


class RewardBook(View):
    """The promise in force, every claim, and whether the ledger stands as it was written."""

    _esm = module("rewardbook")
