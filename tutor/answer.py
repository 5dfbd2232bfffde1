"""`answer`, `hint` and `show`: what a student does with a question. Recorded first, told afterwards."""

from __future__ import annotations

from typing import Any

from ..errors import Closed, NotFound, Unusable
from ..graders import Judgement, judge
from ..mastery.events import Event
from .body import LONGEST_ANSWER, Body
from .desk import Desk
from .exchange import TRIES, Exchange
from .feedback import on_answer, on_show
from .place import settle
from .protocol import Feedback, Hints
from .show import hints
from .words import say


def answer(desk: Desk, body: Body) -> Feedback:
    """Judge an answer. The same request, or a closed question, gets the feedback that was recorded."""
    one, request = _question(desk, body), body.request()
    given, seconds = body.text("given", LONGEST_ANSWER), body.seconds("focus_seconds")
    if told := _told(desk, one, request, "answered"):
        return told
    judgement = judged(one, given)
    facts: dict[str, Any] = {
        "question": one.id,
        "given": given,
        "read": judgement.read,
        "verdict": judgement.verdict,
        "misconception": judgement.misconception,
        "attempt": min(one.attempts + 1, TRIES),
        "assisted": one.assisted,
        "focus_seconds": seconds,
    }
    feedback = on_answer(desk, one, judgement, desk.imagine("answered", facts))
    desk.record("answered", {**facts, "feedback": feedback}, request)
    if desk.pace is not None and facts["attempt"] == 1 and judgement.verdict != "unreadable":
        desk.pace.add(one.asked["item"], seconds)
    settle(desk)
    return feedback


def show(desk: Desk, body: Body) -> Feedback:
    """Close a question with its worked solution: never learned, or after a miss."""
    one, request = _question(desk, body), body.request()
    if told := _told(desk, one, request, "shown"):
        return told
    facts = {"question": one.id, "why": "after-miss" if one.attempts else "not-learned"}
    feedback = on_show(desk, one, facts["why"], desk.imagine("shown", facts))
    desk.record("shown", {**facts, "feedback": feedback}, request)
    settle(desk)
    return feedback


def hint(desk: Desk, body: Body) -> Hints:
    """Open one more hint of an open question; the question then counts as practice."""
    one, request = _question(desk, body), body.request()
    known = _found(desk, one, request, "hinted")
    if known or one.closed or one.placing or one.hints == len(one.snapshot["hints"]):
        return hints(one)
    desk.record("hinted", {"question": one.id, "index": one.hints}, request)
    return hints(desk.exchange(one.id))


def _question(desk: Desk, body: Body) -> Exchange:
    """The question that is meant. Raises NotFound for one of a form, which is answered there, without a word on it."""
    one = desk.exchange(body.id("question_id"))
    if one.asked["purpose"] == "form":
        raise NotFound(say("form-not-here"), "/forms")
    return one


def judged(one: Exchange, given: str) -> Judgement:
    """The verdict on an answer, by the question as it was made."""
    made = one.snapshot
    return judge(
        made["kind"],
        given,
        made["key"],
        made["mistakes"],
        lowest_terms=made["lowest_terms"],
        options=made["options"],
    )


def _told(desk: Desk, one: Exchange, request: str, kind: str) -> Feedback | None:
    """The feedback this request got before, or the last one of a closed question. Raises Closed for one taken back."""
    known = _found(desk, one, request, kind)
    if known:
        return known.body["feedback"]
    if one.withdrawn:
        raise Closed(say("withdrawn"))
    return one.feedback if one.closed else None


def _found(desk: Desk, one: Exchange, request: str, kind: str) -> Event | None:
    """The event this request made before. Raises Unusable when the same request did something else."""
    known = desk.journal.find(desk.student, request)
    if known and (known.kind != kind or known.body.get("question") != one.id):
        raise Unusable(say("unusable"))
    return known
