"""What a student reads after an answer: what was seen, then one next move."""

from __future__ import annotations

from html import escape

from ..authoring.prose import inline_html, to_html
from ..graders import Judgement
from ..mastery import StudentState
from .desk import Desk
from .exchange import TRIES, Exchange
from .protocol import Feedback, SkillTitle
from .show import read_html, shown_progress
from .words import say_html


def on_answer(desk: Desk, one: Exchange, judgement: Judgement, after: StudentState) -> Feedback:
    """Feedback on an answer that leads to the state `after`."""
    if judgement.verdict == "unreadable":
        return _feedback(desk, one, desk.state, judgement, "edit", escape(judgement.words))
    if one.placing:
        return _noted(one)
    right = judgement.verdict == "right"
    closes = right or one.attempts + 1 >= TRIES
    words = _right(one, judgement) if right else _not_yet(one, judgement, closes)
    return _feedback(desk, one, after, judgement, "next" if closes else "again", words)


def on_show(desk: Desk, one: Exchange, why: str, after: StudentState) -> Feedback:
    """Feedback when the steps are asked for, `why` is "not-learned" or "after-miss"."""
    if one.placing:
        return _noted(one)
    told = _feedback(desk, one, after, Judgement("not-yet"), "next", say_html(f"shown-{why}"))
    return {**told, "verdict": "shown"}


def _noted(one: Exchange) -> Feedback:
    """What follows an answer in a placement, whatever it was."""
    return {
        "question_id": one.id,
        "verdict": "noted",
        "words": say_html("noted"),
        "read": "",
        "action": "next",
        "solution": None,
        "progress": None,
        "closed": True,
        "mastered": False,
        "recovered": None,
    }


def _feedback(
    desk: Desk, one: Exchange, after: StudentState, judgement: Judgement, action: str, words: str
) -> Feedback:
    closed, skill = action == "next", desk.material.current(one.asked["skill"])
    mastered = one.asked["purpose"] != "contest" and _mastered(desk, skill, after)
    recovered = _recovered(desk, after)
    said = {
        "mastered": mastered,
        "recovered": recovered is not None,
        "contested": len(after.closed) > len(desk.state.closed) and after.closed[0].outcome == "contested",
        "kept": after.standing(skill).kept_at is not None and desk.state.standing(skill).kept_at is None,
        "too-fast": _too_fast(one, skill, after),
    }
    titles = {"recovered": recovered["title"] if recovered else ""}
    facts = {"title": desk.material.title(skill), **desk.progress(skill, after)}
    additions = [say_html(name, **{**facts, "title": titles.get(name, facts["title"])}) for name in said if said[name]]
    return {
        "question_id": one.id,
        "verdict": judgement.verdict,
        "words": " ".join([words, *additions]),
        "read": judgement.read,
        "action": action,  # pyright: ignore[reportReturnType]  one of the three words by its callers above
        "solution": to_html(one.snapshot["solution"]) if closed else None,
        "progress": shown_progress(desk, one, after),
        "closed": closed,
        "mastered": mastered,
        "recovered": recovered,
    }


def _right(one: Exchange, judgement: Judgement) -> str:
    name = "right-again" if one.attempts else "right-practice" if one.hints else "right"
    return _reading(name, one, judgement)


def _not_yet(one: Exchange, judgement: Judgement, closes: bool) -> str:
    said = one.snapshot["misconceptions"].get(judgement.misconception)
    if said:
        return " ".join(inline_html(said[part]) for part in ("says", "move"))
    hint_left = one.hints < len(one.snapshot["hints"])
    return _reading("not-yet-closed" if closes else "not-yet-hint" if hint_left else "not-yet", one, judgement)


def _reading(name: str, one: Exchange, judgement: Judgement) -> str:
    """A sentence around the answer as it was read, which may be mathematics."""
    return say_html(name, read="\0").replace("\0", read_html(one.snapshot, judgement.read))


def _mastered(desk: Desk, skill: str, after: StudentState) -> bool:
    before = desk.state.standing(skill).mastered_at
    return before is None and after.standing(skill).mastered_at is not None


def _too_fast(one: Exchange, skill: str, after: StudentState) -> bool:
    """Whether the fold took the first answer for a guess: it is among the answers, and no evidence."""
    standing = after.standing(skill)
    return not one.assisted and one.id in standing.answers and one.id not in standing.evidence


def _recovered(desk: Desk, after: StudentState) -> SkillTitle | None:
    fresh = after.recovered[: len(after.recovered) - len(desk.state.recovered)]
    return {"skill": fresh[0].skill, "title": desk.material.title(fresh[0].skill)} if fresh else None
