"""Entering what a student earned into the class's ledger, each thing once, whatever was interrupted before."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ..mastery import StudentState
from ..mastery.rewards import Due, due
from .desk import Desk
from .form_names import title
from .words import say


def earn(desk: Desk, before: StudentState | None = None) -> None:
    """Enter what is due; with `before`, only what became due since.

    What was shown while nothing was promised earns nothing. A second entry for the same thing is never made: not
    after a crash between record and ledger, nor when a skill got another name meanwhile.
    """
    if desk.rewards is None or desk.looking_on:
        return
    known = set(due(before)) if before is not None else set()
    fresh = [one for one in due(desk.state) if one not in known]
    since = desk.rewards.on_since() if fresh else None
    if since is None:
        return
    month = desk.now.astimezone(ZoneInfo(desk.timetable.timezone)).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    held = {claim.key for claim in desk.rewards.account(desk.student).claims}
    for one in fresh:
        keys = _keys(desk, one)
        if one.at >= since and not held.intersection(keys):
            desk.rewards.earn(desk.student, one.reason, keys[0], _words(desk, one), desk.now, month)


def has_ledger(desk: Desk) -> bool:
    """Whether there is anything to tell of rewards: a promise, or something earned."""
    if desk.rewards is None:
        return False
    return desk.rewards.policy().on or bool(desk.rewards.account(desk.student).claims)


def earned_words(desk: Desk, key: str) -> str:
    """What a student reads right after earning something; "" where nothing was."""
    if desk.rewards is None:
        return ""
    claims = desk.rewards.account(desk.student).claims
    found = next((claim for claim in claims if claim.key == key), None)
    return say("earned-now", amount=found.amount, unit=found.unit) if found is not None else ""


def _keys(desk: Desk, one: Due) -> list[str]:
    """The names a claim may stand under, the first one for a new one: a skill's older names are its own, too."""
    if one.reason == "perfect-form":
        return [f"form {one.subject}"]
    assert desk.rewards is not None
    skill = desk.material.course.skills.get(one.subject)
    names = (one.subject, *(skill.formerly if skill is not None else ()))
    kind = "hole" if one.reason == "hole-closed" else "kept"
    return [f"{kind} {name} {desk.rewards.who(desk.student)[:8]}" for name in names]


def _words(desk: Desk, one: Due) -> str:
    form = desk.state.forms.get(one.subject)
    named = title(form.grade, form.number) if form is not None else desk.material.title(one.subject)
    return say(f"earned-{one.reason}", title=named)
