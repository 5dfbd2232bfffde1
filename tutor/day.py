"""`day`: the plan in blocks, and the day's numbers; `days`: those of a class; `spent`: the time a page tells of."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Unusable
from ..mastery import looking_back
from ..mastery.day import Minutes
from ..mastery.review import forecast
from ..records.values import Person
from .body import Body
from .day_protocol import Day, DayBlock, DayDone, DayMinutes, DayNumbers, DayPace, DayRow, Days, Spent
from .desk import Desk
from .moves_today import moves_today
from .plan import entries, today
from .protocol import Today
from .words import counted, say

AHEAD = 7
"""How many days of reviews are forecast."""

PAGES = frozenset({"home", "lesson", "practice", "review", "placement", "work", "day", "form", "rewards"})

LONGEST_STRETCH = 3600.0
LATEST = 86_400.0


def day(desk: Desk, body: Body) -> Day:
    """Today's plan, what was done today, and the numbers with it."""
    plan = today(desk)
    blocks: list[DayBlock] = [
        {"minutes": block.minutes, "tasks": list(entries(desk, block.tasks))} for block in plan.blocks
    ]
    return {
        "date": desk.timetable.date(desk.now).isoformat(),
        "today": so_far(desk),
        "blocks": blocks,
        "left": len(plan.left),
        "done": list(_done(desk)),
        "moves": moves_today(desk),
        **numbers(desk),
    }


def days(desks: list[tuple[Person, Desk]]) -> Days:
    """The numbers of every student, by name; a teacher reads them."""
    rows: list[DayRow] = [
        {"id": one.id, "name": one.name, "words": so_far(desk)["words"], **numbers(desk)} for one, desk in desks
    ]
    any_desk = desks[0][1] if desks else None
    return {
        "date": any_desk.timetable.date(any_desk.now).isoformat() if any_desk else "",
        "planned": any_desk.timetable.minutes if any_desk else 0.0,
        "students": rows,
    }


def spent(desk: Desk, body: Body) -> Spent:
    """Note the seconds a page was used or stood idle since it last told; the same request is noted once."""
    where, request = body.id("where"), body.request()
    if where not in PAGES:
        raise Unusable(say("unusable"))
    focused, idle = body.seconds("focused"), body.seconds("idle")
    idle = min(idle, LONGEST_STRETCH - focused)
    known = desk.journal.find(desk.student, request)
    if known is not None and known.kind != "spent":
        raise Unusable(say("unusable"))
    if known is None and focused + idle > 0:
        facts = {"where": where, "focused": focused, "idle": idle, "ago": body.seconds("ago", LATEST)}
        desk.record("spent", facts, request)
    return {"noted": True}


def so_far(desk: Desk) -> Today:
    """How far the day is."""
    focused, planned = desk.minutes().focused, desk.timetable.minutes
    over = focused >= planned
    facts = {"focused": round(focused), "planned": f"{planned:g}"}
    return {
        "focused": round(focused, 1),
        "planned": planned,
        "over": over,
        "words": say("day-over" if over else "day-so-far" if focused >= 1 else "day-begins", **facts),
    }


def numbers(desk: Desk) -> DayNumbers:
    """Minutes, XP, pace and reviews of a student."""
    diary, date = desk.diary, desk.timetable.date(desk.now)
    pace = diary.pace(desk.material.course)
    told: DayPace | None = None
    if pace is not None:
        told = {
            "times": round(pace.times, 2),
            "low": round(pace.low, 2),
            "high": round(pace.high, 2),
            "days": pace.days,
        }
    return {
        "minutes": _minutes(diary.days.get(date, Minutes())),
        "xp": {"today": round(sum(award.xp for award in diary.on(date)), 1), "all": round(diary.xp, 1)},
        "pace": told,
        "reviews": len(desk.reviews()),
        "debt": list(forecast(_memories(desk), desk.now, AHEAD)),
    }


def _memories(desk: Desk) -> looking_back.Memories:
    return looking_back.reviewable(desk.material.course, desk.material.shapes_of, desk.state)


def _minutes(told: Minutes) -> DayMinutes:
    return {
        "focused": round(told.focused, 1),
        "idle": round(told.idle, 1),
        "wasted": round(told.wasted, 1),
        "guesses": told.guesses,
        "hints": told.hints,
        "skips": told.skips,
    }


def _done(desk: Desk) -> Iterator[DayDone]:
    """What today closed, newest skills last: mastered, kept, holes closed."""
    begin, end = desk.timetable.bounds(desk.timetable.date(desk.now))
    for standing in desk.state.standings.values():
        if standing.skill not in desk.material.course.skills:
            continue
        title = desk.material.title(standing.skill)
        for state, at in (("mastered", standing.mastered_at), ("kept", standing.kept_at)):
            if at is not None and begin <= at < end:
                yield {"skill": standing.skill, "title": title, "words": say(f"day-{state}"), "state": state}
    for hole in desk.state.closed:
        if hole.confirmed_at and hole.closed_at and begin <= hole.closed_at < end and hole.outcome != "excused":
            words = say("day-closed", questions=counted(hole.questions, "question"))
            yield {"skill": hole.skill, "title": desk.material.title(hole.skill), "words": words, "state": "kept"}
