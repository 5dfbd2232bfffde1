"""Re-verifying the whole bank from the record alone: no network, and byte for byte."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ..records.practice_tables import practice_call, practice_reply, practice_verdict
from ..records.store import Records
from .bank import PracticeBank, Stored
from .judge import Judge, digest_of, report_text
from .reply import read_reply


@dataclass(frozen=True, slots=True)
class Replayed:
    """How a spec or an answer came out this time: `same` byte for byte, else `what` differs.

    `newer` says that the verifier or the course is another than then, which may well differ; `holds` that it is still
    accepted.
    """

    hash: str
    same: bool
    holds: bool
    newer: bool
    what: str = ""


def replay_bank(records: Records, judge: Judge, quarantine: bool = True) -> list[Replayed]:
    """Verify every spec of the bank again, beside those that were there before it; one line each, in order.

    What does not hold any more is quarantined, so that nobody meets it before a teacher looked.
    """
    bank = PracticeBank(records)
    found = [_replay(records, bank, judge, one) for one in bank.specs()]
    for one, stored in zip(found, bank.specs(), strict=True):
        if quarantine and not one.holds and stored.act in ("", "approved"):
            bank.rule(stored, "quarantined", "replay", one.what)
    return found


def replay_answers(records: Records) -> list[Replayed]:
    """Read every recorded answer again: the text that was taken from it must come out as it did."""
    query = sa.select(practice_call.c.request_hash, practice_reply.c.response, practice_reply.c.text)
    query = query.join_from(practice_call, practice_reply).where(practice_reply.c.kind == "ok")
    with records.engine.connect() as connection:
        rows = connection.execute(query.order_by(practice_call.c.id)).all()
    outcomes = [(key, read_reply(response).text == text) for key, response, text in rows]
    return [Replayed(key, same, same, False, "" if same else "the answer reads otherwise") for key, same in outcomes]


def _replay(records: Records, bank: PracticeBank, judge: Judge, stored: Stored) -> Replayed:
    known = bank.known(stored.target.skill, stored.number, stored.edit_of)
    report = judge.verify(stored.raw, stored.target, known)
    holds = report.accepted and report.spec_hash == stored.hash and report.tier == stored.tier
    verifier, course, recorded = _first_verdict(records, stored)
    newer = (verifier, course) != (judge.verifier, judge.course)
    differs = []
    if report_text(report) != recorded:
        differs.append(next((f"{one.check}: {one.words}" for one in report.verdicts if not one.ok), "the report"))
    if report.accepted and digest_of(judge.shown(stored.raw)) != stored.instances:
        differs.append("its questions")
    if report.spec_hash != stored.hash:
        differs.append("its hash")
    return Replayed(stored.hash, not differs, holds, newer, "; ".join(differs))


def _first_verdict(records: Records, stored: Stored) -> tuple[str, str, str]:
    row = practice_verdict.c
    query = sa.select(row.verifier, row.course, row.report).where(row.spec == stored.hash, row.accepted)
    with records.engine.connect() as connection:
        first = connection.execute(query.order_by(row.id).limit(1)).one()
    return first.verifier, first.course, first.report
