"""A student's folded state together with the number of the last event in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

from ..mastery import StudentState, advance
from ..mastery.events import Event


@dataclass(frozen=True, slots=True)
class Folded:
    """`state` after all of a student's events up to `seq`; 0 before any."""

    seq: int = 0
    state: StudentState = field(default_factory=StudentState)

    def after(self, event: Event) -> Folded:
        """The fold with one more event."""
        return Folded(event.seq, advance(self.state, event))


def fold(events: Iterable[Event], start: Folded | None = None) -> Folded:
    """All these events folded, in order, after `start`."""
    return reduce(Folded.after, events, start or Folded())
