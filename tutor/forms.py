"""`forms` and `form_start`: which form a student may begin, what comes before it, and beginning it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from secrets import token_hex
from typing import Any

from ..authoring.made import Made
from ..errors import Locked
from ..mastery import Ask
from ..mastery.form import Form
from ..mastery.forms import Drawn, Opening, draw
from .ask import asking
from .body import Body
from .desk import Desk
from .draw import make
from .earning import earn, has_ledger
from .form import miss_link, paper
from .form_chance import likelihood, next_form, size
from .form_end import result
from .form_names import FORMS, page, title
from .form_protocol import FormMove, FormRefused, Forms, PastForm
from .form_room import Window, ends_at
from .protocol import Link
from .words import say

LONGEST_CODE = 40


def forms(desk: Desk, body: Body) -> Forms:
    """What may begin now, or what comes before it, and how likely 100 % is."""
    earn(desk)
    found, window = next_form(desk), desk.room.window(desk.journal, desk.now)
    near = found.state not in ("done", "none")
    running = desk.state.form
    shut = found.state == "open" and _supervised(desk, window) and window is None
    return {
        "state": found.state,
        "words": say("form-shut") if shut else opening_words(found, size(desk, found)),
        "title": title(found.grade, found.number) if near else "",
        "grade": found.grade,
        "of": size(desk, found),
        "minutes": _minutes(desk, window),
        "code": _supervised(desk, window),
        "shut": shut,
        "likelihood": likelihood(desk, found) if near else None,
        "links": _links(desk, found),
        "form": running.id if running is not None else None,
        "past": past(desk),
        "ledger": has_ledger(desk),
    }


def form_start(desk: Desk, body: Body) -> FormMove | FormRefused:
    """Begin a form, or go on with the one that runs; words alone where the supervisor's code does not fit.

    Raises Locked with words where none may begin.
    """
    request = body.request()
    known = desk.journal.find(desk.student, request)
    form = desk.state.forms.get(str(known.body.get("form"))) if known is not None else desk.state.form
    if form is None:
        form = _begin(desk, body, request)
    if form is None:
        return {"state": "refused", "words": say("form-code")}
    return paper(desk, form) if form.running else result(desk, form)


def past(desk: Desk) -> list[PastForm]:
    """The forms that were handed in, newest first."""
    handed = [form for form in desk.state.forms.values() if not form.running]
    return [_past(form) for form in sorted(handed, key=lambda form: form.started_at, reverse=True)]


def _begin(desk: Desk, body: Body, request: str) -> Form | None:
    found, window = next_form(desk), desk.room.window(desk.journal, desk.now)
    if found.state != "open" or found.counts is None:
        raise Locked(opening_words(found, size(desk, found)), FORMS)
    supervised = _supervised(desk, window)
    if supervised:
        if window is None:
            raise Locked(say("form-shut"), FORMS)
        if not _has_code(desk, body, window):
            return None
    with desk.room.guard:
        drawn = _draw(desk, found)
        if drawn is None:
            raise Locked(say("forms-unfilled"), FORMS)
        _record(desk, found, drawn, window if supervised else None, request)
    form = desk.state.form
    assert form is not None, "it was recorded this moment"
    return form


def _record(desk: Desk, found: Opening, drawn: tuple[Drawn[Made], ...], window: Window | None, request: str) -> None:
    id, items = token_hex(8), {item.id: item for item in desk.material.items}
    bodies = [asking(desk, ("form", id), Ask(one.skill, "form"), items[one.item], one.question) for one in drawn]
    ends = ends_at(desk.room.rules, window, desk.now)
    facts: dict[str, Any] = {
        "form": id,
        "number": found.number,
        "grade": found.grade,
        "questions": [body["question"] for body in bodies],
        "counts": dict(found.counts or {}),
        "fingerprints": [one.question.fingerprint for one in drawn],
        "chance": found.chance,
        "supervised": window is not None,
        "ends_at": ends.isoformat() if ends is not None else None,
    }
    desk.record_all([("form_started", facts), *(("asked", body) for body in bodies)], request)


def _draw(desk: Desk, found: Opening) -> tuple[Drawn[Made], ...] | None:
    """Questions that are on no form of the student, nor on anybody's of the same grade and number."""
    items: defaultdict[str, list[str]] = defaultdict(list)
    for item in desk.material.items:
        items[item.skill].append(item.id)
    same = [
        event.body
        for event in desk.journal.of_kind("form_started")
        if (event.body["grade"], event.body["number"]) == (found.grade, found.number)
    ]
    own = [one.fingerprint for form in desk.state.forms.values() for one in form.questions.values()]
    on_forms = {*own, *(name for body in same for name in body["fingerprints"])}
    seen = {name for trail in desk.state.trails.values() for name in trail.fingerprints}
    return draw(
        found.counts or {},
        items,
        lambda item, seed: make(desk, item, seed),
        lambda made: made.fingerprint,
        on_forms,
        seen,
        desk.rng,
    )


def _has_code(desk: Desk, body: Body, window: Window) -> bool:
    code = body.text("code", LONGEST_CODE) if body.has("code") else ""
    return desk.room.takes_code(desk.student, window, code)


def _supervised(desk: Desk, window: Window | None) -> bool:
    return desk.room.rules.supervised or window is not None


def _minutes(desk: Desk, window: Window | None) -> float | None:
    minutes = window.minutes if window is not None and window.minutes else desk.room.rules.minutes
    return minutes or None


def opening_words(found: Opening, of: int) -> str:
    """What is told of a form that may begin, or of what comes before it."""
    return say(f"forms-{found.state}", of=of, grade=found.grade, day=_day(found.opens))


def _day(opens: date | None) -> str:
    return f"{opens:%A}, {opens.isoformat()}" if opens is not None else ""


def _links(desk: Desk, found: Opening) -> list[Link]:
    """Where to go for what comes before the next form, each place once."""
    links = [miss_link(desk, hole) for hole in found.holes]
    links += [desk.material.link(skill) for skill in found.missing]
    return [{"title": one["title"], "href": one["href"]} for one in {one["href"]: one for one in links}.values()]


def _past(form: Form) -> PastForm:
    return {
        "form": form.id,
        "title": title(form.grade, form.number),
        "grade": form.grade,
        "number": form.number,
        "at": form.handed_at.isoformat() if form.handed_at is not None else "",
        "right": form.rights,
        "of": len(form.order),
        "href": page(form.id),
    }
