"""A form as it is recorded: its questions, what was written so far, and what it came to once it was handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .student import OpenQuestion

_EMPTY: Mapping[Any, Any] = MappingProxyType({})

How = Literal["student", "time", "teacher"]
FormVerdict = Literal["right", "not-yet", "unreadable", "blank"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one student: the `number`-th of its `grade`, with its questions in `order`.

    `drafts` is what was written last for a question and `seconds` the focused time on it; neither is judged before
    `handed_at`. Then `verdicts` has every question's, and `judged` those whose answers were folded. `chance` is how
    likely 100 % was at the beginning. `heard` is the newest event about its writing: none counts twice.
    `ends_at` is when time is over, None where there is no limit.
    """

    id: str
    number: int
    grade: int
    order: tuple[str, ...]
    started_at: datetime
    chance: float = 0.0
    ends_at: datetime | None = None
    supervised: bool = False
    questions: Mapping[str, OpenQuestion] = field(default_factory=lambda: _EMPTY)
    drafts: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    seconds: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    flagged: frozenset[str] = frozenset()
    heard: int = 0
    handed_at: datetime | None = None
    how: How = "student"
    verdicts: Mapping[str, FormVerdict] = field(default_factory=lambda: _EMPTY)
    judged: frozenset[str] = frozenset()

    @property
    def running(self) -> bool:
        """Begun and not handed in."""
        return self.handed_at is None

    @property
    def rights(self) -> int:
        """How many answers were right; 0 while it runs."""
        return sum(verdict == "right" for verdict in self.verdicts.values())

    @property
    def perfect(self) -> bool:
        """Handed in with every answer right."""
        return self.handed_at is not None and self.rights == len(self.order) > 0

    @property
    def misses(self) -> tuple[str, ...]:
        """The questions that were not right, in order; () while it runs."""
        return () if self.running else tuple(one for one in self.order if self.verdicts.get(one) != "right")

    def waiting(self, question: str) -> OpenQuestion | None:
        """The question of a form that was handed in whose answer is still to be folded."""
        return None if self.running or question in self.judged else self.questions.get(question)

    def renamed(self, now: Callable[[OpenQuestion], OpenQuestion]) -> Form:
        """The form with its questions as `now` makes them."""
        return replace(self, questions=MappingProxyType({id: now(one) for id, one in self.questions.items()}))
