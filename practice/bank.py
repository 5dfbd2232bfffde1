"""The bank of verified specs, by content: what was accepted, what a person ruled, and what may be shown.

A spec is its hash. Whatever is decided, by a teacher or by a report, is one more row about that hash; nothing is ever
changed or taken away, and an edited spec is another spec.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from ..errors import OperatorError
from ..records.engine import writing
from ..records.practice_tables import practice_ruling, practice_spec, practice_verdict
from ..records.store import Records
from .judge import Judge, digest_of, report_text
from .money import Target, now
from .spec import parse
from .state import stopped
from .verify import Report

Act = Literal["approved", "rejected", "quarantined"]

# Whether a spec is shown: by its tier and the newest ruling on its hash. Anything else is not shown.
SHOWN = {(1, ""), (1, "approved"), (2, "approved")}
# What waits for a teacher: prose that nobody read yet, and what somebody reported.
WAITING = {(2, ""), (1, "quarantined"), (2, "quarantined")}
STATES = {
    (1, ""): "shown, verified",
    (1, "approved"): "shown, approved",
    (2, "approved"): "shown, approved",
    (2, ""): "waits for approval",
    (1, "quarantined"): "quarantined",
    (2, "quarantined"): "quarantined",
    (1, "rejected"): "rejected",
    (2, "rejected"): "rejected",
}


_EDIT = "edit of "


@dataclass(frozen=True, slots=True)
class Stored:
    """A spec of the bank with the newest ruling on it: `act` "" before any. `source` names its model or editor."""

    number: int
    hash: str
    target: Target
    tier: int
    raw: str
    source: str
    at: datetime
    call: int | None
    instances: str
    act: str = ""
    by: str = ""
    reason: str = ""

    @property
    def edit_of(self) -> str:
        """The hash of the spec that a teacher made this one of, "" for a model's own."""
        return self.source.removeprefix(_EDIT).partition(" ")[0] if self.source.startswith(_EDIT) else ""

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return STATES[self.tier, self.act]


class PracticeBank:
    """The bank of a class, in its records. Safe for many threads and processes."""

    def __init__(self, records: Records, clock: Callable[[], datetime] = now, currency: str = "USD") -> None:
        """`currency` is that of the endpoint's prices, for showing what was spent."""
        self._records, self._clock, self.currency = records, clock, currency

    @property
    def records(self) -> Records:
        """The records that it is kept in."""
        return self._records

    def specs(self, target: Target | None = None) -> list[Stored]:
        """Every spec, or those of a target, in the order they came."""
        where = [practice_spec.c[name] == value for name, value in asdict(target).items()] if target else []
        return self._read(*where)

    def known(self, skill: str, before: int | None = None, but: str = "") -> list[str]:
        """The texts of a skill's specs, those that were rejected included: none of them is proposed again.

        `but` is the hash of one that is left out, since an edit of it may be like it.
        """
        where = [practice_spec.c.skill == skill, practice_spec.c.hash != but]
        return [one.raw for one in self._read(*where, *([practice_spec.c.id < before] if before else []))]

    def active(self, skill: str, misconception: str | None = None) -> list[Stored]:
        """What may be shown now, to be re-checked instance by instance; nothing while practice is stopped."""
        if stopped(self._records):
            return []
        where = [practice_spec.c.skill == skill]
        where += [] if misconception is None else [practice_spec.c.misconception == misconception]
        found = [one for one in self._read(*where) if (one.tier, one.act) in SHOWN]
        # Approval is bound to content: a text that is not what its hash says is nobody's to show.
        return [one for one in found if (spec := parse(one.raw).spec) and spec.hash == one.hash]

    def shows(self, skill: str, hash: str) -> bool:
        """Whether this spec of a skill may be shown now."""
        return any(one.hash == hash for one in self.active(skill))

    def queue(self) -> list[Stored]:
        """What waits for a teacher, quarantined first, then the oldest first."""
        waiting = [one for one in self._read() if (one.tier, one.act) in WAITING]
        return sorted(waiting, key=lambda one: (one.act != "quarantined", one.number))

    def find(self, prefix: str) -> Stored:
        """The spec whose hash begins so. Raises OperatorError where none does, or several do."""
        found = self._read(practice_spec.c.hash.startswith(prefix, autoescape=True)) if prefix else []
        if len(found) == 1:
            return found[0]
        remedy = "`gapless practice queue` and `gapless practice show` list the hashes."
        what = f"{len(found)} specs begin so." if found else "There is no such spec in the bank."
        raise OperatorError(what, prefix, remedy)

    def take_in(
        self, raw: str, target: Target, report: Report, judge: Judge, call: int | None, source: str
    ) -> Stored | None:
        """Record what the checks said of a proposal, and bank it where they accepted it; the new spec, if it is one."""
        digest = digest_of(judge.shown(raw)) if report.accepted else ""
        with writing(self._records.engine) as connection:
            at = self._clock()
            verdict = {"call": call, "at": at, "verifier": judge.verifier, "course": judge.course}
            verdict |= {"accepted": report.accepted, "spec": report.spec_hash, "report": report_text(report)}
            connection.execute(sa.insert(practice_verdict).values(verdict))
            same = practice_spec.c.hash == report.spec_hash
            if not report.accepted or connection.scalar(sa.select(practice_spec.c.id).where(same)):
                return None
            row = {"hash": report.spec_hash, "at": at, "tier": report.tier, "raw": raw, "instances": digest}
            row |= {"source": source, "call": call, **asdict(target)}
            connection.execute(sa.insert(practice_spec).values(row))
        return self.find(report.spec_hash)

    def rule(self, spec: Stored, act: Act, by: str, reason: str = "") -> None:
        """Write down what was decided of exactly this content."""
        with writing(self._records.engine) as connection:
            row = {"spec": spec.hash, "at": self._clock(), "act": act, "by": by, "reason": reason[:500]}
            connection.execute(sa.insert(practice_ruling).values(row))

    def edit(self, spec: Stored, raw: str, judge: Judge, by: str) -> tuple[Report, Stored | None]:
        """Verify a teacher's edit; where it holds it is banked, approved, and the spec it was made of rejected."""
        report = judge.verify(raw, spec.target, self.known(spec.target.skill, but=spec.hash))
        edited = self.take_in(raw, spec.target, report, judge, None, f"{_EDIT}{spec.hash} by {by}")
        if edited:
            self.rule(edited, "approved", by)
            self.rule(spec, "rejected", by, f"edited: {edited.hash}")
        return report, edited

    def report(self, hash: str, reason: str = "reported") -> bool:
        """A report that something looks amiss: the first one takes the spec out of sight until a teacher looks.

        Nothing of who reported it is kept. False where there is no such spec, or it is out of sight already.
        """
        found = self._read(practice_spec.c.hash == hash)
        if not found or (found[0].tier, found[0].act) not in SHOWN:
            return False
        self.rule(found[0], "quarantined", "report", reason)
        return True

    def verdicts(self, hash: str) -> list[tuple[str, str]]:
        """The verifier's version and the report, each time this content was examined."""
        row = practice_verdict.c
        query = sa.select(row.verifier, row.report).where(row.spec == hash).order_by(row.id)
        with self._records.engine.connect() as connection:
            return [(verifier, report) for verifier, report in connection.execute(query)]

    def _read(self, *where: Any) -> list[Stored]:
        spec = practice_spec.c
        columns = (spec.id, spec.hash, spec.skill, spec.misconception, spec.tier, spec.raw, spec.source, spec.at)
        query = sa.select(*columns, spec.call, spec.instances).where(*where).order_by(spec.id)
        with self._records.engine.connect() as connection:
            rows = connection.execute(query).all()
            rulings = _newest(connection, [row.hash for row in rows])
        return [_stored(row, rulings.get(row.hash, ("", "", ""))) for row in rows]


def _newest(connection: sa.Connection, hashes: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """The newest ruling on each of these specs: act, by, reason."""
    if not hashes:
        return {}
    row = practice_ruling.c
    query = sa.select(row.spec, row.act, row.by, row.reason).order_by(row.id)
    rows: Iterable[Any] = connection.execute(query)
    return {one.spec: (one.act, one.by, one.reason) for one in rows}


def _stored(row: Any, ruling: tuple[str, str, str]) -> Stored:
    act, by, reason = ruling
    return Stored(
        number=row.id,
        hash=row.hash,
        target=Target(row.skill, row.misconception),
        tier=row.tier,
        raw=row.raw,
        source=row.source,
        at=row.at,
        call=row.call,
        instances=row.instances,
        act=act,
        by=by,
        reason=reason,
    )
