"""What is odd about a record: clocks that went back, events told twice, skills that are gone. Nothing of it is lost.

The fold goes by the order in which events were recorded and takes each question's first answer once, so none of this
changes what a student is taken to know; it is told so that a teacher can see why two numbers differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from .events import Event

OddKind = Literal["clock-back", "repeated", "gone", "renamed"]

TOLERATED = timedelta(minutes=1)
"""Clocks of two machines may differ by so much."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """`count` events of this kind, the first at `at`; `skill` and `to` where one is concerned."""

    kind: OddKind
    count: int
    at: datetime
    skill: str = ""
    to: str = ""


def oddities(events: Iterable[Event], skills: Collection[str], renamed: Mapping[str, str]) -> tuple[Oddity, ...]:
    """What is odd about one student's events, in a course of these skills; oldest first."""
    found: dict[tuple[OddKind, str], Oddity] = {}
    latest: datetime | None = None
    asked: set[str] = set()
    answered: set[tuple[str, str]] = set()
    for event in events:
        if latest is not None and event.at < latest - TOLERATED:
            _add(found, "clock-back", event)
        latest = event.at if latest is None else max(latest, event.at)
        if _repeats(event, asked, answered):
            _add(found, "repeated", event)
        skill = event.body.get("skill")
        if event.kind == "asked" and isinstance(skill, str) and skill not in skills:
            new = renamed.get(skill, "")
            _add(found, "renamed" if new else "gone", event, skill, new)
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.kind)))


def _repeats(event: Event, asked: set[str], answered: set[tuple[str, str]]) -> bool:
    """Whether the event says again what an earlier one said: asks a known question, or answers one anew."""
    question = event.body.get("question")
    if not isinstance(question, str):
        return False
    if event.kind == "asked":
        known = question in asked
        asked.add(question)
    elif event.kind == "answered" and event.body.get("verdict") != "unreadable":
        said = (question, str(event.body.get("attempt")))
        known = said in answered
        answered.add(said)
    else:
        known = False
    return known


def _add(found: dict[tuple[OddKind, str], Oddity], kind: OddKind, event: Event, skill: str = "", to: str = "") -> None:
    first = found.get((kind, skill))
    at = first.at if first is not None else event.at
    found[kind, skill] = Oddity(kind, (first.count if first is not None else 0) + 1, at, skill, to)
