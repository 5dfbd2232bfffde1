"""`work` and `hand_in`: what there is to hand in, how it stands, and taking a notebook in against a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import NotFound, Unusable
from ..graders.batches import CellMark, HandIn, Unfit
from ..mastery import Assignment, Event
from .body import Body
from .desk import Desk
from .words import listed, say
from .work_protocol import HandedIn, MarkLine, Receipt, Work, WorkLine

LONGEST_NAME = 200


def work(desk: Desk, body: Body) -> Work:
    """Every assignment that was handed out, in the course's order, and how it stands."""
    handed_out = [one for one in desk.material.course.assignments.values() if _notebooks(desk, one)]
    receipts = _receipts(desk)
    words = say("work" if handed_out else "work-empty")
    return {"assignments": [_line(desk, one, receipts) for one in handed_out], "words": words}


def hand_in(desk: Desk, body: Body) -> HandedIn:
    """Keep a notebook and record its receipt. The same request, or the very same notebook, gets the first receipt."""
    request = body.request()
    known = desk.journal.find(desk.student, request)
    if known:
        return _handed_in(desk, _told(known))
    assignment = desk.material.course.assignments.get(body.id("assignment"))
    if assignment is None or desk.tray is None or not _notebooks(desk, assignment):
        raise NotFound(say("work-none"), "/home")
    if body.has("name"):
        _require_name(body.text("name", LONGEST_NAME))
    handed = _read(desk, assignment, body.file("text"))
    last = _receipts(desk).get((assignment.id, handed.notebook))
    if last and last.body["submission"] == handed.digest:
        return _handed_in(desk, last)
    desk.tray.keep(desk.student, assignment.id, handed, desk.now)
    facts = {
        "assignment": assignment.id,
        "notebook": handed.notebook,
        "submission": handed.digest,
        "size": len(handed.content),
        "missing": list(handed.missing),
        "checks": {"passing": handed.passing, "failing": handed.failing, "unrun": handed.unrun},
    }
    desk.record("handed_in", facts, request)
    return _handed_in(desk, _receipts(desk)[assignment.id, handed.notebook])


def _notebooks(desk: Desk, assignment: Assignment) -> tuple[str, ...]:
    return desk.tray.notebooks(assignment.id) if desk.tray else ()


def _told(event: Event) -> Event:
    if event.kind != "handed_in":
        raise Unusable(say("unusable"))
    return event


def _require_name(name: str) -> None:
    """Only a notebook's bare file name; what it says is not used, since the graded cells tell which notebook it is."""
    if not name.lower().endswith(".ipynb") or name.startswith(".") or set(name) & set("/\\"):
        raise Unusable(say("work-name"))


def _read(desk: Desk, assignment: Assignment, text: str) -> HandIn:
    assert desk.tray is not None
    try:
        return desk.tray.read(assignment.id, text)
    except Unfit as unfit:
        facts = {**unfit.facts, "title": assignment.title}
        other = desk.material.course.assignments.get(str(facts.get("other")))
        name = "work-other-known" if other else f"work-{unfit.reason}"
        raise Unusable(say(name, **{**facts, "other": other.title if other else ""})) from unfit


def _receipts(desk: Desk) -> dict[tuple[str, str], Event]:
    """(assignment, notebook) -> the newest receipt."""
    events = (event for event in desk.journal.events(desk.student) if event.kind == "handed_in")
    return {(event.body["assignment"], event.body["notebook"]): event for event in events}


def _handed_in(desk: Desk, event: Event) -> HandedIn:
    assignment, missing = event.body["assignment"], event.body["missing"]
    known = desk.material.course.assignments.get(assignment)
    words = _checks_words(event.body["checks"])
    return {
        "assignment": assignment,
        "title": known.title if known else assignment,
        "notebook": event.body["notebook"],
        "at": event.at.isoformat(),
        "receipt": event.body["submission"],
        "missing": missing,
        "words": f"{words} {say('work-missing', cells=listed(missing))}" if missing else words,
    }


def _checks_words(checks: Mapping[str, int]) -> str:
    """How the visible checks stood in the notebook; never that anything is passed, since some checks run later."""
    every = sum(checks.values())
    if not every:
        return say("work-handed-in")
    for name in ("failing", "unrun"):
        if checks[name]:
            return say(f"work-checks-{name}", some=checks[name], all=every)
    return say("work-checks-passing")


def _line(desk: Desk, assignment: Assignment, receipts: Mapping[tuple[str, str], Event]) -> WorkLine:
    notebooks = _notebooks(desk, assignment)
    ours = [receipts[assignment.id, name] for name in notebooks if (assignment.id, name) in receipts]
    marks = desk.tray.marks(desk.student, assignment.id) if desk.tray and ours else None
    return {
        "id": assignment.id,
        "title": assignment.title,
        "state": "graded" if marks else "handed-in" if ours else "open",
        "words": _graded_words(marks) if marks else _state_words(ours, len(notebooks)),
        "notebooks": [_receipt(desk, assignment, name, receipts.get((assignment.id, name))) for name in notebooks],
        "marks": [_mark(desk, assignment, one) for one in marks or ()],
    }


def _state_words(receipts: list[Event], notebooks: int) -> str:
    if not receipts:
        return say("work-open")
    if len(receipts) < notebooks:
        return say("work-partly", some=len(receipts), all=notebooks)
    names = receipts[0].body["checks"]
    return _checks_words({name: sum(one.body["checks"][name] for one in receipts) for name in names})


def _graded_words(marks: tuple[CellMark, ...]) -> str:
    counted = [one for one in marks if not one.waiting]
    full = sum(one.score >= one.max_score for one in counted)
    facts: dict[str, Any] = {"full": full, "all": len(marks), "waiting": len(marks) - len(counted)}
    if full < len(counted):
        return say("work-graded-some-waiting" if facts["waiting"] else "work-graded-some", **facts)
    return say("work-graded-waiting" if facts["waiting"] else "work-graded-all", **facts)


def _receipt(desk: Desk, assignment: Assignment, name: str, event: Event | None) -> Receipt:
    page = desk.tray.feedback(desk.student, assignment.id, name) if desk.tray and event else None
    return {
        "name": name,
        "at": event.at.isoformat() if event else None,
        "receipt": event.body["submission"] if event else None,
        "feedback": f"/feedback/{assignment.id}/{name}.html" if page else None,
    }


def _mark(desk: Desk, assignment: Assignment, one: CellMark) -> MarkLine:
    skill = assignment.skill_of(one.notebook, one.cell)
    hole = desk.state.holes.get(skill) if skill else None
    return {
        "title": desk.material.title(skill) if skill else one.cell,
        "skill": skill,
        "score": None if one.waiting else one.score,
        "most": one.max_score,
        "state": "waiting" if one.waiting else "right" if one.score >= one.max_score else "not-yet",
        "href": f"/practice?hole={skill}" if hole and hole.status == "confirmed" else None,
    }
