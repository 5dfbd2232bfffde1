"""What was spent on what, for `gapless practice cost`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..records.practice_tables import practice_call, practice_spec, practice_spend
from ..records.store import Records

ACCOUNTS = {
    "counted": "the server's own count",
    "reserved": "never came back, charged whole",
    "untold": "the server told no count, charged whole",
    "doubted": "the server's count can't be true, charged whole",
    "unsent": "never left this machine, free",
}


@dataclass(frozen=True, slots=True)
class Spent:
    """One line: what for, how many calls, how many banked specs came of them, and micros."""

    what: tuple[str, ...]
    calls: int
    specs: int
    micros: int


def by_target(records: Records) -> list[Spent]:
    """A line a (skill, misconception), the dearest first."""
    return _lines(records, (practice_spend.c.skill, practice_spend.c.misconception))


def by_day(records: Records) -> list[Spent]:
    """A line a day of the class."""
    return sorted(_lines(records, (practice_spend.c.day,)), key=lambda one: one.what)


def by_model(records: Records) -> list[Spent]:
    """A line an endpoint and model."""
    return _lines(records, (practice_call.c.endpoint, practice_call.c.model))


def by_account(records: Records) -> list[Spent]:
    """A line a way of settling; the words are in ACCOUNTS."""
    return _lines(records, (practice_spend.c.settled,))


def _lines(records: Records, columns: Sequence[Any]) -> list[Spent]:
    joined = practice_spend.join(practice_call, practice_call.c.id == practice_spend.c.call)
    joined = joined.outerjoin(practice_spec, practice_spec.c.call == practice_spend.c.call)
    micros = sa.func.sum(practice_spend.c.amount)
    query = (
        sa.select(*columns, sa.func.count(practice_spend.c.call), sa.func.count(practice_spec.c.id), micros)
        .select_from(joined)
        .group_by(*columns)
        .order_by(micros.desc(), *columns)
    )
    with records.engine.connect() as connection:
        return [Spent(tuple(map(str, row[:-3])), row[-3], row[-2], int(row[-1])) for row in connection.execute(query)]
