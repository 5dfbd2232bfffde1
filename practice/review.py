"""What a teacher looks at before approving a spec."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..authoring.made import Made
from ..records.practice_tables import practice_call, practice_spend
from ..records.store import Records
from .bank import PracticeBank, Stored
from .judge import SHOWN, Judge


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A spec with its questions, the newest report check by check, the author's nearest question, prompt and cost.

    `micros` is what the request that brought it is charged; `request` its bytes, b"" for an edited one.
    """

    questions: Sequence[Made]
    checks: Sequence[tuple[str, bool]]
    nearest: str
    micros: int
    request: bytes


def review(records: Records, judge: Judge, stored: Stored) -> Reviewed:
    """All of it, from the record and the course."""
    ends = judge.ends(stored.raw)
    known = {one.fingerprint for one in ends}
    questions = [*ends, *(one for one in judge.shown(stored.raw) if one.fingerprint not in known)][:SHOWN]
    verdicts = PracticeBank(records).verdicts(stored.hash)
    checks = [(one["check"], one["ok"]) for one in json.loads(verdicts[-1][1])] if verdicts else []
    with records.engine.connect() as connection:
        query = sa.select(practice_call.c.request, practice_spend.c.amount).join_from(practice_call, practice_spend)
        row = connection.execute(query.where(practice_call.c.id == stored.call)).first()
    request, micros = (row.request, row.amount) if row else (b"", 0)
    return Reviewed(questions, checks, _nearest(judge, stored, questions), micros, request)


def _nearest(judge: Judge, stored: Stored, questions: Sequence[Made]) -> str:
    """The authored question with the most words and signs in common (Jaccard)."""
    context = judge.context(stored.target.skill)
    if context is None or not questions:
        return "none"
    words = {*questions[0].prompt.split()}
    near = max((each.prompt for each in context.exemplars), key=lambda text: _alike(words, {*text.split()}))
    return near


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
