"""What a page tells of a hole: how likely it is, what would disprove it, what comes next, and what closing it took."""

from __future__ import annotations

from ..mastery import Hole, chances, time_to_close
from .desk import Desk
from .protocol import HoleWords
from .words import counted, say


def percent(chance: float) -> int:
    """A chance as a whole number out of 100; never 0 or 100, for nothing is that sure."""
    return min(99, max(1, round(100 * chance)))


def for_student(desk: Desk, hole: Hole) -> HoleWords:
    """A hole in a learner's words."""
    return _words(desk, hole, "student")


def for_teacher(desk: Desk, hole: Hole) -> HoleWords:
    """The same for a teacher."""
    return _words(desk, hole, "teacher")


def took(hole: Hole) -> str:
    """What it took to close a hole: questions, focused minutes, days; "" for one that was never confirmed."""
    closing = time_to_close(hole)
    if closing is None:
        return ""
    days = int(closing.days)
    return say(
        "took-days" if days else "took",
        questions=counted(closing.questions, "question"),
        minutes=counted(max(1, round(closing.seconds / 60)), "minute"),
        days=counted(days, "day"),
    )


def _words(desk: Desk, hole: Hole, reader: str) -> HoleWords:
    return {
        "chance": percent(chances(hole).missing),
        "disproved": _say(desk, hole, f"disproved-{_disproof(hole)}-{reader}") if hole.status != "closed" else "",
        "next": _say(desk, hole, f"next-{_step(desk, hole)}-{reader}"),
        "contest": hole.status == "confirmed" and not hole.contested,
        "took": took(hole),
    }


def _disproof(hole: Hole) -> str:
    if hole.status == "suspected":
        return "rule" if hole.misconception is not None and not hole.probing else "probe"
    return "practised" if hole.contested else "contest"


def _step(desk: Desk, hole: Hole) -> str:
    if hole.status == "closed":
        return "closed"
    if hole.status == "suspected":
        return _disproof(hole)
    return "recheck" if desk.state.standing(hole.skill).mastered_at is not None else "practise"


def _say(desk: Desk, hole: Hole, name: str) -> str:
    titles = {"title": desk.material.title(hole.skill), "source": desk.material.title(hole.source)}
    return say(name, **titles, **desk.progress(hole.skill))
