"""`ledger` for a student, and `rewards`, `reward_promise` and `reward_decide` for the teacher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import Closed, NotFound, Unusable
from ..mastery.rewards import FOLLOWS, Act, Claim, Policy, read_policy
from .body import LONGEST_REASON, Body
from .desk import Desk
from .earning import earn, has_ledger
from .ledger_protocol import ClaimLine, Ledger, RewardBook, TeacherClaim
from .office import Office
from .words import say

LONGEST_KEY = 200
_ACTS: Mapping[str, Act] = {"approved": "approved", "declined": "declined", "paid": "paid"}


def ledger(desk: Desk, body: Body) -> Ledger:
    """What the student earned and where it stands. Raises NotFound where nothing is promised and nothing was."""
    if desk.rewards is None or not has_ledger(desk):
        raise NotFound(say("ledger-none"), "/home")
    earn(desk)
    policy, claims = desk.rewards.policy(), desk.rewards.account(desk.student).claims
    reasons = desk.rewards.reasons(desk.student)
    return {
        "on": policy.on,
        "words": say("ledger" if claims else "ledger-empty"),
        "promises": list(_promises(policy)),
        "claims": [_line(claim, reasons.get(claim.key, "")) for claim in reversed(claims)],
    }


def rewards(office: Office, body: Body) -> RewardBook:
    """The whole ledger as the teacher sees it, proved anew at every look."""
    book = office.book
    for person in office.journal.students():
        office.at_desk(person.id, earn)
    entries = book.entries()
    claims = [
        _claim(person.id, person.name, claim, book.reasons(person.id).get(claim.key, ""))
        for person in office.journal.students()
        for claim in book.account(person.id).claims
    ]
    return {
        "policy": book.policy().as_json(),
        "claims": sorted(claims, key=lambda one: one["earned_at"], reverse=True),
        "entries": len(entries),
        "newest": entries[-1].seal if entries else "",
        "faults": [{"number": fault.number, "what": fault.what} for fault in book.faults()],
    }


def reward_promise(office: Office, body: Body) -> RewardBook:
    """Put a promise in force, signed by the teacher. Raises Unusable with what is the matter with it."""
    try:
        policy = read_policy(body.table("policy"))
    except ValueError as fault:
        raise Unusable(str(fault)) from fault
    if policy != office.book.policy():
        office.book.promise(policy, office.by, office.now)
    return rewards(office, body)


def reward_decide(office: Office, body: Body) -> RewardBook:
    """Approve, decline with a reason, or note as paid. Raises Closed where that may not follow what stands."""
    act = _ACTS.get(body.id("act"))
    student, key = body.id("student"), body.text("claim", LONGEST_KEY)
    reason = body.text("reason", LONGEST_REASON).strip() if body.has("reason") else ""
    if act is None or (act == "declined" and not reason):
        raise Unusable(say("no-reason" if act else "unusable"))
    if office.book.decide(act, student, key, office.by, office.now, reason) is None:
        raise Closed(say("ledger-stale"))
    return rewards(office, body)


def _promises(policy: Policy) -> Iterator[str]:
    if not policy.on:
        return
    for reason, amount in policy.amounts.items():
        if amount:
            yield say("promise-line", amount=amount, unit=policy.unit, what=say(f"promise-{reason}"))
    if policy.cap is not None:
        yield say("promise-cap", cap=policy.cap, unit=policy.unit)
    if policy.fade < 1:
        yield say("promise-fade", full=policy.full)


def _line(claim: Claim, reason: str) -> ClaimLine:
    name = "claim-declined-why" if claim.status == "declined" and reason else f"claim-{claim.status}"
    return {
        "words": claim.words,
        "amount": claim.amount,
        "unit": claim.unit,
        "status": claim.status,
        "status_words": say(name, reason=reason),
        "at": claim.at.isoformat(),
    }


def _claim(student: str, name: str, claim: Claim, reason: str) -> TeacherClaim:
    return {
        "student": student,
        "name": name,
        "key": claim.key,
        "reason": claim.reason,
        "words": claim.words,
        "amount": claim.amount,
        "unit": claim.unit,
        "status": claim.status,
        "why": reason if claim.status == "declined" else "",
        "by": claim.by,
        "earned_at": claim.earned_at.isoformat(),
        "at": claim.at.isoformat(),
        "can": list(FOLLOWS[claim.status]),
    }
