"""`class_forms`, `form_open` and `form_close`: the teacher's side of forms."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex
from typing import Any

from ..errors import Unusable
from ..mastery.events import Draft
from ..mastery.form import Form
from ..records.folded import fold
from ..records.values import Person
from .body import Body
from .desk import Desk
from .form_chance import next_form, size
from .form_end import hand_in
from .form_names import title
from .form_protocol import ClassFormRow, ClassForms, FormWindow, RunningForm
from .form_room import LONGEST_MINUTES, new_code
from .forms import opening_words, past
from .holes import percent
from .office import Office
from .words import say

SHORTEST_WINDOW = 1.0


def class_forms(office: Office, body: Body) -> ClassForms:
    """Who sits at a form, what each student's next one is, and every result."""
    rules, window = office.room.rules, office.room.window(office.journal, office.now)
    shown: FormWindow | None = None
    if window is not None:
        shown = {"code": window.code, "closes": window.closes.isoformat(), "by": window.by}
    return {
        "questions": rules.questions,
        "minutes": rules.minutes or None,
        "supervised": rules.supervised,
        "window": shown,
        "ledger": office.rewards is not None and bool(office.rewards.entries()),
        "students": [
            office.at_desk(one.id, lambda desk, one=one: _row(one, desk)) for one in office.journal.students()
        ],
    }


def form_open(office: Office, body: Body) -> ClassForms:
    """Open a window of some minutes in which supervised forms may begin, with a code to type.

    `limit` are the minutes one form may take, the class's own rule without it. A window that is open is replaced.
    """
    minutes, limit, request = body.number("minutes"), body.number("limit"), body.request()
    if not SHORTEST_WINDOW <= minutes <= LONGEST_MINUTES or limit > LONGEST_MINUTES:
        raise Unusable(say("unusable"))
    closes = office.now + timedelta(minutes=minutes)
    facts = {"closes": closes.isoformat(), "code": new_code(office.rng), "minutes": limit}
    _record(office, {"window": token_hex(8), **facts}, request)
    return class_forms(office, body)


def form_close(office: Office, body: Body) -> ClassForms:
    """Close the window; with `hand_in`, the supervised forms that run are handed in as they are."""
    request, ending = body.request(), body.yes("hand_in")
    window = office.room.window(office.journal, office.now)
    if window is not None:
        facts = {"closes": office.now.isoformat(), "code": window.code, "minutes": window.minutes}
        _record(office, {"window": window.id, **facts}, request)
    if ending:
        for person in office.journal.students():
            office.at_desk(person.id, _end)
    return class_forms(office, body)


def _record(office: Office, facts: dict[str, Any], request: str) -> None:
    """Keep a window with the teacher who opened it. The same request does it once."""
    if office.journal.find(office.by, request) is None:
        body = {**facts, "opens": office.now.isoformat(), "by": office.by}
        known = fold(office.journal.events(office.by))
        office.journal.append([Draft(office.by, "form_window", office.now, body, request)], known)


def _end(desk: Desk) -> None:
    running = desk.state.form
    if running is not None and running.supervised:
        hand_in(desk, running, "teacher")


def _row(person: Person, desk: Desk) -> ClassFormRow:
    found, running = next_form(desk), desk.state.form
    return {
        "id": person.id,
        "name": person.name,
        "state": found.state,
        "words": opening_words(found, size(desk, found)),
        "title": title(found.grade, found.number) if found.number else "",
        "percent": percent(found.chance),
        "running": _running(running) if running is not None else None,
        "past": past(desk),
    }


def _running(form: Form) -> RunningForm:
    return {
        "form": form.id,
        "title": title(form.grade, form.number),
        "started_at": form.started_at.isoformat(),
        "ends_at": form.ends_at.isoformat() if form.ends_at is not None else None,
        "supervised": form.supervised,
        "answered": len(form.drafts),
        "of": len(form.order),
    }
