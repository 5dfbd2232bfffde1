"""What practice is wanted for: a pure function of the misses in the record, kept as a count a (skill, misconception).

Who missed, when, and what was written stay behind: only the two ids and a number go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from ..records.engine import writing
from ..records.practice_tables import practice_job
from ..records.schema import event, hole
from ..records.store import Records
from .money import Target
from .state import read_state, write_state

_CURSOR = "misses read up to"
# Placement asks what was never taught here: what is missed there is no miss yet.
_PASSED_OVER = ("placement",)
Row = tuple[str, str, str | None]


def counted(misses: Iterable[Row]) -> Counter[Target]:
    """How often each target was missed, from rows of purpose, skill and misconception."""
    return Counter(
        Target(skill, misconception or "") for purpose, skill, misconception in misses if purpose not in _PASSED_OVER
    )


def take_note(records: Records) -> int:
    """Count the misses recorded since last time, each exactly once; how many there were.

    A miss is a first answer that was not yet right. Two that call this at once, or a kill in between, change nothing.
    """
    with writing(records.engine) as connection:
        after = read_state(connection, _CURSOR) or 0
        newest = connection.scalar(sa.select(sa.func.max(event.c.seq))) or 0
        found = counted(_misses(connection, after, newest))
        for target, misses in found.items():
            _add(connection, target, misses)
        write_state(connection, _CURSOR, max(after, newest))
    return found.total()


def wanted(records: Records, at_least: int) -> list[tuple[Target, int]]:
    """The targets that were missed so often, the most missed first, then the skills that so many have a hole in.

    A hole is practised on its own skill, which may never have been missed: its misses were on what builds on it.
    """
    job = practice_job.c
    query = sa.select(job.skill, job.misconception, job.misses).where(job.misses >= at_least)
    with records.engine.connect() as connection:
        rows = connection.execute(query.order_by(job.misses.desc(), job.skill, job.misconception)).all()
        holes = connection.execute(_holes(at_least)).all()
    missed = {Target(skill, misconception): misses for skill, misconception, misses in rows}
    skills = {target.skill for target in missed}
    return [*missed.items(), *((Target(skill), students) for skill, students in holes if skill not in skills)]


def _holes(at_least: int) -> sa.Select[Any, int]:
    students = sa.func.count(sa.distinct(hole.c.student))
    query = sa.select(hole.c.skill, students).where(hole.c.status == "confirmed").group_by(hole.c.skill)
    return query.having(students >= at_least).order_by(students.desc(), hole.c.skill)


def _misses(connection: sa.Connection, after: int, newest: int) -> list[Row]:
    asked, answered = event.alias("asked"), event.alias("answered")
    same = sa.and_(
        asked.c.question == answered.c.question, asked.c.student == answered.c.student, asked.c.kind == "asked"
    )
    what = [answered.c.kind == "answered", answered.c.seq > after, answered.c.seq <= newest]
    what += [answered.c.body["verdict"].as_string() == "not-yet", answered.c.body["attempt"].as_integer() == 1]
    columns = [asked.c.body[name].as_string() for name in ("purpose", "skill")]
    misconception = answered.c.body["misconception"].as_string()
    query = sa.select(columns[0], columns[1], misconception).select_from(answered.join(asked, same)).where(*what)
    return [(str(purpose), str(skill), found) for purpose, skill, found in connection.execute(query)]


def _add(connection: sa.Connection, target: Target, misses: int) -> None:
    same = [practice_job.c[name] == value for name, value in asdict(target).items()]
    more = sa.update(practice_job).where(*same).values(misses=practice_job.c.misses + misses)
    if connection.execute(more).rowcount == 0:
        connection.execute(sa.insert(practice_job).values(misses=misses, **asdict(target)))
