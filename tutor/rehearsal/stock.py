"""A bank whose questions are made once and asked of many: a request to the worker is what a question costs most."""

from __future__ import annotations

from ...authoring.made import ItemInfo, Made
from ...errors import AuthorError
from ..protocol import Bank

DIFFERENT = 64
"""How many questions of each item a simulated class draws from, beyond the seeds that a sweep has seen."""

FIRST = 10_000_019


class Stock:
    """The questions of another bank, `DIFFERENT` of each item; one that can't be made is refused each time."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._made: dict[tuple[str, int], Made | AuthorError] = {}

    @property
    def items(self) -> tuple[ItemInfo, ...]:
        """Every item of the bank."""
        return self._bank.items

    def make(self, item_id: str, seed: int) -> Made:
        """The question of this item and one of a few seeds. Raises ItemFault when the item can't make it."""
        place = item_id, FIRST + seed % DIFFERENT
        if place not in self._made:
            try:
                self._made[place] = self._bank.make(*place)
            except AuthorError as fault:
                self._made[place] = fault
        found = self._made[place]
        if isinstance(found, AuthorError):
            raise found
        return found
