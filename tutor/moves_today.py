"""What a student did today that worked, in words: looking again, using a hint well, coming back to a hole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..mastery import Event
from .desk import Desk
from .words import counted, say


def moves_today(desk: Desk) -> list[str]:
    """One sentence for each kind of move that worked today; [] where none was made."""
    begin, _ = desk.timetable.bounds(desk.timetable.date(desk.now))
    found = Counter(_moves(desk.journal.since(desk.student, begin)))
    return [say(f"move-{kind}", times=counted(found[kind], "time")) for kind in KINDS if found[kind]]


KINDS = ("again", "hint", "steps")


def _moves(events: list[Event]) -> Iterator[str]:
    """ "again": right on the second look; "hint" or "steps": help, then the next question there right without it."""
    skill: dict[str, str] = {}
    helped: dict[str, str] = {}
    for event in events:
        question = str(event.body.get("question", ""))
        if event.kind == "asked" and event.body.get("purpose") not in ("placement", "form"):
            skill[question] = str(event.body.get("skill"))
        elif question in skill and event.kind in ("hinted", "shown"):
            helped[skill[question]] = "hint" if event.kind == "hinted" else "steps"
        elif question in skill and event.kind == "answered" and event.body.get("verdict") == "right":
            if event.body.get("attempt") == 2:
                yield "again"
            elif not event.body.get("assisted") and skill[question] in helped:
                yield helped.pop(skill[question])
