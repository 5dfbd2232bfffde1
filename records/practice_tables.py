"""The tables of generated practice. None of them holds a student: they speak of skills, misconceptions and money.

Audit, append-only by triggers: `practice_call` (what was sent), `practice_reply` (what came back), `practice_verdict`
(what the checks said), `practice_spec` (what was banked), `practice_ruling` (what a person or a report decided).
The rest changes: `practice_spend` (what each call costs), `practice_job` (what is wanted) and `practice_state`.
"""

from __future__ import annotations

import sqlalchemy as sa

from .columns import Moment, metadata, numbered

_TARGET = (("skill", 128), ("misconception", 128))


def _target() -> list[sa.Column[str]]:
    """A skill, and the misconception to practise against, "" for none in particular."""
    return [sa.Column(name, sa.String(length), nullable=False) for name, length in _TARGET]


practice_call = sa.Table(
    "practice_call",
    metadata,
    numbered(),
    sa.Column("at", Moment, nullable=False),
    *_target(),
    sa.Column("endpoint", sa.String(256), nullable=False),
    sa.Column("model", sa.String(200), nullable=False),
    sa.Column("template", sa.String(64), nullable=False),
    sa.Column("request_hash", sa.String(64), nullable=False),
    sa.Column("request", sa.LargeBinary, nullable=False),
    sa.Column("reserved", sa.BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

practice_reply = sa.Table(
    "practice_reply",
    metadata,
    sa.Column("call", sa.ForeignKey("practice_call.id"), primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("why", sa.String(64), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("ms", sa.Integer, nullable=False),
    sa.Column("usage", sa.JSON, nullable=False),
    sa.Column("response", sa.LargeBinary, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

practice_verdict = sa.Table(
    "practice_verdict",
    metadata,
    numbered(),
    sa.Column("call", sa.ForeignKey("practice_call.id"), nullable=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("verifier", sa.String(64), nullable=False),
    sa.Column("course", sa.String(128), nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("spec", sa.String(64), nullable=False),
    sa.Column("report", sa.Text, nullable=False),
    sa.Index("practice_verdict_spec", "spec"),
    sqlite_autoincrement=True,
)

practice_spec = sa.Table(
    "practice_spec",
    metadata,
    numbered(),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("at", Moment, nullable=False),
    *_target(),
    sa.Column("tier", sa.Integer, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.Column("instances", sa.String(64), nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    sa.Column("call", sa.ForeignKey("practice_call.id"), nullable=True),
    sa.Index("practice_spec_target", "skill", "misconception"),
    sqlite_autoincrement=True,
)

practice_ruling = sa.Table(
    "practice_ruling",
    metadata,
    numbered(),
    sa.Column("spec", sa.ForeignKey("practice_spec.hash"), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("act", sa.String(16), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("practice_ruling_spec", "spec"),
    sqlite_autoincrement=True,
)

practice_spend = sa.Table(
    "practice_spend",
    metadata,
    sa.Column("call", sa.ForeignKey("practice_call.id"), primary_key=True, autoincrement=False),
    sa.Column("day", sa.String(10), nullable=False),
    *_target(),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("settled", sa.String(16), nullable=False),
    sa.Index("practice_spend_day", "day"),
)

practice_job = sa.Table(
    "practice_job",
    metadata,
    *[sa.Column(name, sa.String(length), primary_key=True) for name, length in _TARGET],
    sa.Column("misses", sa.Integer, nullable=False),
)

practice_state = sa.Table(
    "practice_state",
    metadata,
    sa.Column("key", sa.String(400), primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
)

AUDIT = (practice_call, practice_reply, practice_verdict, practice_spec, practice_ruling)
