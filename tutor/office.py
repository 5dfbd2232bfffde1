"""What a teacher's verb works with, where it is about the whole class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from ..errors import NotFound
from .desk import Desk
from .form_room import FormRoom
from .material import Material
from .protocol import Journal
from .words import say

if TYPE_CHECKING:
    from ..practice.bank import PracticeBank

    # SQLAlchemy comes with it.
    from ..records.rewards import Rewards


@dataclass(frozen=True)
class Office:
    """The class at one moment. `by` signs; `at_desk` runs something at a student's desk, alone with it."""

    material: Material
    journal: Journal
    now: datetime
    rng: Random
    by: str
    room: FormRoom
    rewards: Rewards | None
    at_desk: Callable[[str, Callable[[Desk], Any]], Any]
    practice: PracticeBank | None = None

    @property
    def book(self) -> Rewards:
        """The reward ledger. Raises NotFound where there is none, as in an author's preview."""
        if self.rewards is None:
            raise NotFound(say("ledger-none"))
        return self.rewards
