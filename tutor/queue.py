"""The teacher's queue of generated practice: what waits, one spec in full, rulings, the switch, what it is worth.

A spec is a model's text: everything of it that a page shows went through the renderer of prompts or is plain text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ..authoring.made import Made
from ..authoring.prose import inline_html, to_html
from ..errors import NotFound, OperatorError, Unusable
from ..mastery import fold
from ..mastery.sources import Worth, worth
from .body import LONGEST_REASON, Body
from .office import Office
from .protocol import Json
from .show import read_html
from .words import say

if TYPE_CHECKING:
    from ..practice.bank import PracticeBank, Stored

_HASH = re.compile(r"[0-9a-f]{64}")
LARGEST_SPEC = 20_000
"""Letters of an edited spec; the checks allow far fewer."""


def queue(office: Office, body: Body) -> Json:
    """What waits, quarantined first; the rest of the bank; whether practice is stopped; spending; what it was worth."""
    from ..practice.costs import by_target
    from ..practice.state import stopped

    bank = _bank(office)
    waiting, stop = bank.queue(), stopped(bank.records)
    hashes = {one.hash for one in waiting}
    return {
        "waiting": [_line(office, one) for one in waiting],
        "bank": [_line(office, one) for one in reversed(bank.specs()) if one.hash not in hashes],
        "stopped": stop and {"by": stop.by, "at": stop.at, "reason": stop.reason},
        "spent": _money(bank, sum(one.micros for one in by_target(bank.records))),
        "worth": _told(office),
    }


def spec(office: Office, body: Body) -> Json:
    """One spec as students would meet it, with keys, checks, the nearest authored question, prompt, model and cost."""
    from ..practice.review import review

    bank, stored = _bank(office), _stored(office, body)
    seen = review(bank.records, office.material.judge, stored)
    return {
        **_line(office, stored),
        "questions": [_question(office, one) for one in seen.questions],
        "checks": [{"check": check, "ok": ok} for check, ok in seen.checks],
        "nearest": to_html(seen.nearest),
        "cost": _money(bank, seen.micros),
        "request": seen.request.decode("utf-8", "replace"),
        "raw": json.dumps(json.loads(stored.raw), indent=2, ensure_ascii=False),
    }


def spec_rule(office: Office, body: Body) -> Json:
    """Approve exactly this content, or reject it for a reason."""
    stored, act = _stored(office, body), body.id("act")
    reason = body.text("reason", LONGEST_REASON).strip() if body.has("reason") else ""
    if act == "approved":
        _bank(office).rule(stored, "approved", office.by, reason)
    elif act == "rejected" and reason:
        _bank(office).rule(stored, "rejected", office.by, reason)
    else:
        raise Unusable(say("no-reason" if act == "rejected" else "unusable"))
    return queue(office, body)


def spec_edit(office: Office, body: Body) -> Json:
    """Put an edited spec in the place of this one, verified anew; what does not hold changes nothing."""
    stored = _stored(office, body)
    raw = body.text("raw", LARGEST_SPEC)
    report, edited = _bank(office).edit(stored, raw, office.material.judge, office.by)
    amiss = [f"{one.check}: {one.words}" for one in report.verdicts if not one.ok]
    told = "; ".join(amiss) or say("edit-known")
    return {"hash": edited.hash if edited else "", "words": "" if edited else say("edit-amiss", what=told)}


def practice_switch(office: Office, body: Body) -> Json:
    """Stop everything generated for a reason, or let it go on."""
    from ..practice.state import start, stop

    act, bank = body.id("act"), _bank(office)
    if act == "start":
        start(bank.records)
        return queue(office, body)
    reason = body.text("reason", LONGEST_REASON).strip()
    if act != "stop" or not reason:
        raise Unusable(say("no-reason"))
    stop(bank.records, office.by, reason)
    return queue(office, body)


def waiting(office: Office) -> Json | None:
    """How many specs wait for the teacher, and how many of those looked odd to somebody; None without a bank."""
    if office.practice is None:
        return None
    found = office.practice.queue()
    return {"waiting": len(found), "odd": sum(one.act == "quarantined" for one in found), "href": "/queue"}


def _bank(office: Office) -> PracticeBank:
    if office.practice is None:
        raise NotFound(say("queue-none"), "/class")
    return office.practice


def _stored(office: Office, body: Body) -> Stored:
    """The spec of exactly this hash. Raises NotFound."""
    hash = body.id("hash")
    if not _HASH.fullmatch(hash):
        raise Unusable(say("unusable"))
    try:
        return _bank(office).find(hash)
    except OperatorError as none:
        raise NotFound(say("spec-none"), "/queue") from none


def _line(office: Office, one: Stored) -> Json:
    material = office.material
    misconception = material.misconception(one.target.misconception)
    return {
        "hash": one.hash,
        "state": one.state,
        "act": one.act,
        "tier": one.tier,
        "title": material.title(one.target.skill),
        "misconception": misconception.title if misconception else one.target.misconception,
        "source": one.source,
        "at": one.at.isoformat(),
        "by": one.by,
        "reason": one.reason,
    }


def _question(office: Office, made: Made) -> Json:
    names = {answer: name for name, answer in made.mistakes.items()}
    answers = [made.key, *made.mistakes.values()]
    return {
        "prompt": to_html(made.prompt),
        "answers": [
            {
                "html": read_html({"kind": made.kind}, answer),
                "key": answer == made.key,
                "misconception": _title(office, names.get(answer, "")),
            }
            for answer in (made.options or answers)
        ],
        "solution": to_html(made.solution),
        "hints": [inline_html(hint) for hint in made.hints],
    }


def _title(office: Office, misconception: str) -> str:
    found = office.material.misconception(misconception)
    return found.title if found else misconception


def _money(bank: PracticeBank, micros: int) -> str:
    return f"{micros / 1e6:.4f} {bank.currency}"


def _told(office: Office) -> list[Json]:
    """What practice of each source was worth, in words with its uncertainty."""
    histories = ((events := office.journal.events(one.id), fold(events).closed) for one in office.journal.students())
    return [{"source": source, "words": _words(one)} for source, one in worth(histories).items()]


def _words(one: Worth) -> str:
    if one.share is None:
        return say("worth-none")
    right, low, high = (round(100 * part) for part in one.share)
    told = say("worth-next", right=right, asked=one.asked, low=low, high=high)
    if one.closing is None:
        return told
    minutes, questions = one.closing
    return (
        f"{told} {say('worth-closing', holes=len(one.minutes), minutes=f'{minutes:.0f}', questions=f'{questions:g}')}"
    )
