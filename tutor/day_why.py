"""Where each number of the day comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..mastery.day import Award, Minutes
from ..mastery.review import retrievability
from .desk import Desk
from .holes import percent
from .why_protocol import WhyLine, WhyWords
from .words import counted, say


def _said(name: str) -> Callable[[Desk], WhyWords]:
    return lambda desk: {"words": [say(name, planned=f"{desk.timetable.minutes:g}")], "lines": []}


def _wasted(desk: Desk) -> WhyWords:
    told = desk.diary.days.get(desk.timetable.date(desk.now), Minutes())
    facts = {
        "guesses": counted(told.guesses, "answer"),
        "hints": counted(told.hints, "hint"),
        "skips": counted(told.skips, "question"),
    }
    return {"words": [say("why-wasted", **facts)], "lines": []}


def _xp(desk: Desk) -> WhyWords:
    awards = desk.diary.on(desk.timetable.date(desk.now))
    return {"words": [say("why-xp")], "lines": [_award(desk, one) for one in reversed(awards)]}


def _award(desk: Desk, one: Award) -> WhyLine:
    facts = {"title": desk.material.title(one.skill), "xp": f"{one.xp:.1f}"}
    return {"answer": None, "words": say(f"why-xp-{one.why}", **facts)}


def _pace(desk: Desk) -> WhyWords:
    pace = desk.diary.pace(desk.material.course)
    if pace is None:
        return {"words": [say("why-pace-none")], "lines": []}
    facts = {"days": counted(pace.days, "day"), "low": f"{pace.low:.1f}", "high": f"{pace.high:.1f}"}
    return {"words": [say("why-pace", **facts)], "lines": []}


def _reviews(desk: Desk) -> WhyWords:
    """Each skill that is due or covered, with the chance that it is remembered now."""
    skills = dict.fromkeys(skill for one in desk.reviews() for skill in (one.skill, *one.covers))
    chances = {skill: retrievability(desk.state.memories[skill], desk.now) for skill in skills}
    lines: list[WhyLine] = [
        {
            "answer": None,
            "words": say("why-review-line", title=desk.material.title(skill), percent=percent(chances[skill])),
        }
        for skill in skills
    ]
    return {"words": [say("why-reviews")], "lines": lines}


DAY_NUMBERS: Mapping[str, Callable[[Desk], WhyWords]] = {
    "planned": _said("why-planned"),
    "focused": _said("why-focused"),
    "idle": _said("why-idle"),
    "wasted": _wasted,
    "xp": _xp,
    "pace": _pace,
    "debt": _said("why-debt"),
    "reviews": _reviews,
}
"""Every number of the day that a page shows, and who explains it."""
