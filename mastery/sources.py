"""What practice was worth, by where its questions came from: the next answer, and what it took to close the hole.

Only questions between which chance decided are counted (`drawn`), so that the two sources differ in nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from .closing import time_to_close
from .events import Event
from .student import Hole

SOURCES = ("generated", "authored")
Z = 1.959964
"""The normal quantile of 95 %."""


@dataclass
class Worth:
    """Of one source: how many next answers there were, how many of them right, and the closings of holes.

    The next answer is the first one, unaided, to the question after it in the same hole; help counts as not right.
    A hole belongs to the source of the first question in its practice; `minutes` are focused ones, `questions` all.
    """

    asked: int = 0
    right: int = 0
    minutes: list[float] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)

    @property
    def share(self) -> tuple[float, float, float] | None:
        """The share of right next answers with its 95 % interval; None before any."""
        return (self.right / self.asked, *interval(self.right, self.asked)) if self.asked else None

    @property
    def closing(self) -> tuple[float, float] | None:
        """The medians of focused minutes and of questions until a hole was closed; None before any."""
        return (median(self.minutes), median(self.questions)) if self.minutes else None


def interval(right: int, asked: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson, JASA 22, 1927)."""
    share, spread = right / asked, Z * Z / asked
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * math.sqrt(share * (1 - share) / asked + spread / (4 * asked)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def worth(histories: Iterable[tuple[Sequence[Event], Sequence[Hole]]]) -> dict[str, Worth]:
    """Of every source, from each student's events and closed holes."""
    found = {source: Worth() for source in SOURCES}
    for events, closed in histories:
        practice = _practice(events)
        for asked in practice.values():
            _next_answers(asked, found)
        for hole in closed:
            _closing(hole, practice.get(hole.skill, []), found)
    return found


@dataclass
class _Asked:
    """A question of a hole's practice: its source, "" where chance did not decide, and its first outcome."""

    source: str
    purpose: str
    at: datetime
    right: bool | None = None
    aided: bool = False
    gone: bool = False


def _practice(events: Sequence[Event]) -> Mapping[str, list[_Asked]]:
    """The questions of each hole's practice and re-check, in order."""
    by_hole: dict[str, list[_Asked]] = {}
    known: dict[str, _Asked] = {}
    for event in events:
        body = event.body
        if event.kind == "asked":
            hole = body.get("goal", {}).get("hole")
            if hole and body.get("purpose") in ("practise", "recheck"):
                source = str(body.get("source", "")) if body.get("drawn") else ""
                one = known[body["question"]] = _Asked(source, body["purpose"], event.at)
                by_hole.setdefault(hole, []).append(one)
        elif (one := known.get(body.get("question", ""))) is not None:
            _note(one, event.kind, body)
    return by_hole


def _note(one: _Asked, kind: str, body: Mapping[str, Any]) -> None:
    if kind == "hinted":
        one.aided = True
    elif kind == "withdrawn":
        one.gone = True
    elif one.right is None and (kind == "shown" or (kind == "answered" and body.get("verdict") != "unreadable")):
        one.right = kind == "answered" and body.get("verdict") == "right" and not one.aided


def _next_answers(asked: Sequence[_Asked], found: Mapping[str, Worth]) -> None:
    done = [one for one in asked if one.right is not None and not one.gone]
    for before, after in pairwise(done):
        if before.source in found and before.purpose == "practise":
            found[before.source].asked += 1
            found[before.source].right += bool(after.right)


def _closing(hole: Hole, asked: Sequence[_Asked], found: Mapping[str, Worth]) -> None:
    closing = time_to_close(hole)
    if closing is None or hole.confirmed_at is None or hole.closed_at is None or hole.outcome != "recovered":
        return
    during = [one for one in asked if hole.confirmed_at <= one.at <= hole.closed_at and one.source and not one.gone]
    if during and during[0].source in found:
        found[during[0].source].minutes.append(closing.seconds / 60)
        found[during[0].source].questions.append(closing.questions)
