"""`odd`: a student finds that a generated question looks odd. Nobody sees it again until a teacher has looked."""

from __future__ import annotations

from ..errors import NotFound, Unusable
from .body import Body
from .desk import Desk
from .protocol import Json
from .words import say

REASON = "a student said: this looks odd"
"""What the bank keeps of a report: never who made it."""


def odd(desk: Desk, body: Body) -> Json:
    """Take the question back, and its spec out of sight at the first report. It counts for nothing from then on.

    Raises NotFound for a question that the course's author wrote: those are not the bank's to hide.
    """
    one, request = desk.exchange(body.id("question_id")), body.request()
    spec = one.asked.get("spec")
    if spec is None or desk.practice is None:
        raise NotFound(say("odd-authored"))
    known = desk.journal.find(desk.student, request)
    if known and (known.kind != "withdrawn" or known.body["question"] != one.id):
        raise Unusable(say("unusable"))
    if known is None:
        # First out of sight: whatever happens to this request, nobody else is asked it.
        desk.practice.report(spec, REASON)
        desk.record("withdrawn", {"question": one.id, "why": "looks-odd"}, request)
    return {"question_id": one.id, "words": say("odd")}
