"""One question and everything said about it, read from its events. The snapshot in it never leaves the tutor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from ..errors import NotFound
from ..mastery.events import Event
from ..mastery.pace import too_fast
from .protocol import Feedback
from .words import say

TRIES = 2
"""How many answers one question takes; a placement takes the first alone."""


@dataclass(frozen=True)
class Exchange:
    """`events` are those of one question, the asking first."""

    events: Sequence[Event]

    @property
    def id(self) -> str:
        """The question's id."""
        return self.asked["question"]

    @property
    def asked(self) -> Mapping[str, Any]:
        """The body of the event that asked."""
        return self.events[0].body

    @property
    def asked_at(self) -> datetime:
        """When it was asked."""
        return self.events[0].at

    @property
    def snapshot(self) -> Mapping[str, Any]:
        """The question as it was made, key and all."""
        return self.asked["snapshot"]

    @cached_property
    def answers(self) -> list[Event]:
        """The answers that could be read."""
        return [one for one in self._of("answered") if one.body["verdict"] != "unreadable"]

    @cached_property
    def hints(self) -> int:
        """How many hints are open."""
        return max((one.body["index"] + 1 for one in self._of("hinted")), default=0)

    @cached_property
    def shown(self) -> Event | None:
        """The event that showed the solution on request."""
        return next(iter(self._of("shown")), None)

    @cached_property
    def withdrawn(self) -> bool:
        """Whether it was taken back: its answers keep what they did, and no further one is judged."""
        return bool(self._of("withdrawn"))

    @property
    def attempts(self) -> int:
        """How many answers could be read."""
        return len(self.answers)

    @property
    def assisted(self) -> bool:
        """Whether a further answer counts as practice only."""
        return self.hints > 0 or self.attempts > 0

    @property
    def uncounted(self) -> Literal["", "fast", "hint", "last-hint"]:
        """Why the first answer is no evidence; "" where it is, or where there is none."""
        if not self.answers:
            return ""
        first = self.answers[0]
        if too_fast(first.body.get("focus_seconds"), self.asked.get("usual", 0.0)):
            return "fast"
        opened = [one for one in self._of("hinted") if one.seq < first.seq]
        every = len(self.snapshot["hints"])
        return "" if not opened else "last-hint" if len(opened) >= every else "hint"

    @property
    def placing(self) -> bool:
        """Whether a placement or a form asked it: one answer, no hints, and no word yet on whether it was right."""
        return self.asked["purpose"] in ("placement", "form")

    @property
    def closed(self) -> bool:
        """Whether nothing more can be said."""
        right = any(one.body["verdict"] == "right" for one in self.answers)
        done = right or self.attempts >= (1 if self.placing else TRIES)
        return done or self.shown is not None or self.withdrawn

    @property
    def feedback(self) -> Feedback | None:
        """The feedback on the last answer, as it was returned."""
        last = self.shown or (self.answers[-1] if self.answers else None)
        return last.body["feedback"] if last else None

    def _of(self, kind: str) -> list[Event]:
        return [one for one in self.events if one.kind == kind]


def exchange(events: Sequence[Event]) -> Exchange:
    """The exchange these events tell. Raises NotFound when they tell none."""
    if not events or events[0].kind != "asked":
        raise NotFound(say("no-question"), "/home")
    return Exchange(events)
