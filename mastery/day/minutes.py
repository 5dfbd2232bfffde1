"""Where the minutes of a day went, from events alone: focused, idle, and those in which nothing could be learned.

A stretch of focus ends with its event, or `ago` seconds before it where it came late, and is as long as the page
counted: visible, and used within the last minute. What was idle in the same stretch comes before it. Stretches that
overlap (two devices at once) count once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..events import Event
from ..pace import too_fast

HINT_SECONDS = 2.0
"""A hint opened so soon after the one before was not read."""

SKIP_SECONDS = 3.0
"""A question given up so soon was not read."""

LONGEST = 3600.0
"""No page counts more than an hour between two events; a longer stretch is a clock's mistake."""

LATEST = 86_400.0
"""What a page could not send within a day counts as spent when it came."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of one stretch of time. `wasted` is the part of `focused` that went into the three things counted.

    `guesses` are answers too fast to be read, `hints` ladders opened to the end unread, `skips` questions given up
    unread.
    """

    focused: float = 0.0
    idle: float = 0.0
    wasted: float = 0.0
    guesses: int = 0
    hints: int = 0
    skips: int = 0


def minutes(events: Iterable[Event], begin: datetime, end: datetime) -> Minutes:
    """The minutes of a student between `begin` and `end` (a day in the class's timezone, say).

    Repeated events, their order and their overlap change nothing.
    """
    told = sorted({event.seq: event for event in events}.values(), key=lambda event: event.seq)
    focused = list(_within((span for event in told if (span := _focus(event))), begin, end))
    idle = list(_within((span for event in told if (span := _idle(event))), begin, end))
    waste = _waste([event for event in told if begin <= event.at < end or event.kind in ("asked", "hinted")])
    wasted = [(place, span) for place, span in waste if begin <= span[1] < end]
    union = _length(focused)
    return Minutes(
        focused=union / 60,
        idle=(_length([*focused, *idle]) - union) / 60,
        wasted=_length(list(_within((span for _, span in wasted), begin, end))) / 60,
        guesses=sum(kind == "guess" for kind, _ in wasted),
        hints=sum(kind == "hint" for kind, _ in wasted),
        skips=sum(kind == "skip" for kind, _ in wasted),
    )


def _focus(event: Event) -> Span | None:
    seconds = _seconds(event.body.get("focus_seconds")) or _seconds(event.body.get("focused"))
    end = _end(event)
    return (end - timedelta(seconds=seconds), end) if seconds > 0 else None


def _idle(event: Event) -> Span | None:
    seconds, focus = _seconds(event.body.get("idle")), _focus(event)
    end = focus[0] if focus else _end(event)
    return (end - timedelta(seconds=seconds), end) if seconds > 0 else None


def _end(event: Event) -> datetime:
    ago = event.body.get("ago")
    late = isinstance(ago, int | float) and not isinstance(ago, bool) and 0 < ago <= LATEST
    return event.at - timedelta(seconds=ago) if late else event.at  # pyright: ignore[reportArgumentType]  a number


def _waste(events: Iterable[Event]) -> Iterator[tuple[str, Span]]:
    """("guess" | "hint" | "skip", the stretch it took); each question counts once, for the first of them."""
    asked: dict[str, Event] = {}
    hinted: dict[str, Event] = {}
    done: set[str] = set()
    for event in events:
        id = str(event.body.get("question", ""))
        if event.kind == "asked":
            asked.setdefault(id, event)
        if id in done or id not in asked:
            continue
        kind = _kind(event, asked[id], hinted.get(id))
        if event.kind == "hinted":
            hinted[id] = event
        if kind:
            done.add(id)
            length = min(
                LONGEST, _seconds(event.body.get("focus_seconds")) or (event.at - asked[id].at).total_seconds()
            )
            yield kind, (event.at - timedelta(seconds=max(0.0, length)), event.at)


def _kind(event: Event, asked: Event, hint: Event | None) -> str:
    if event.kind == "answered" and event.body.get("attempt") == 1:
        return "guess" if too_fast(event.body.get("focus_seconds"), _seconds(asked.body.get("usual"))) else ""
    if event.kind == "shown" and event.body.get("why") == "not-learned":
        return "skip" if 0 <= (event.at - asked.at).total_seconds() < SKIP_SECONDS else ""
    if event.kind == "hinted" and hint is not None and _last(event, asked):
        return "hint" if 0 <= (event.at - hint.at).total_seconds() < HINT_SECONDS else ""
    return ""


def _last(event: Event, asked: Event) -> bool:
    snapshot, index = asked.body.get("snapshot"), event.body.get("index")
    hints = snapshot.get("hints") if isinstance(snapshot, Mapping) else None
    return isinstance(hints, list | tuple) and isinstance(index, int) and index == len(hints) - 1


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
        return 0.0
    return min(LONGEST, max(0.0, float(value)))


def _within(spans: Iterable[Span], begin: datetime, end: datetime) -> Iterator[Span]:
    for start, stop in spans:
        if start < end and stop > begin:
            yield max(start, begin), min(stop, end)


def _length(spans: list[Span]) -> float:
    """Seconds covered by the union of the spans."""
    total, reached = 0.0, None
    for start, stop in sorted(spans):
        start = start if reached is None or start > reached else reached
        if stop > start:
            total += (stop - start).total_seconds()
        reached = stop if reached is None or stop > reached else reached
    return total
