"""Generated practice: what was asked of a model, what came of it, and what it cost. No student is in these tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

AUDIT = ("practice_call", "practice_reply", "practice_verdict", "practice_spec", "practice_ruling")


def upgrade() -> None:
    """Create the tables, and let SQLite itself refuse to change the audit."""
    _create_calls()
    _create_bank()
    _create_state()
    if op.get_context().dialect.name == "sqlite":
        for table in AUDIT:
            for act in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_no_{act} before {act} on {table} "
                    "begin select raise(abort, 'the audit of practice is never changed'); end"
                )


def _numbered() -> sa.Column:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True)


def _target(**more: Any) -> list[sa.Column]:
    settings = more or {"nullable": False}
    return [sa.Column(name, sa.String(128), **settings) for name in ("skill", "misconception")]


def _call(**more: Any) -> sa.Column:
    return sa.Column(
        "call", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.ForeignKey("practice_call.id"), **more
    )


def _create_calls() -> None:
    op.create_table(
        "practice_call",
        _numbered(),
        sa.Column("at", sa.DateTime, nullable=False),
        *_target(),
        sa.Column("endpoint", sa.String(256), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "practice_reply",
        _call(primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("why", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("usage", sa.JSON, nullable=False),
        sa.Column("response", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "practice_verdict",
        _numbered(),
        _call(nullable=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("verifier", sa.String(64), nullable=False),
        sa.Column("course", sa.String(128), nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("spec", sa.String(64), nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("practice_verdict_spec", "practice_verdict", ["spec"])


def _create_bank() -> None:
    op.create_table(
        "practice_spec",
        _numbered(),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("at", sa.DateTime, nullable=False),
        *_target(),
        sa.Column("tier", sa.Integer, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("instances", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        _call(nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("practice_spec_target", "practice_spec", ["skill", "misconception"])
    op.create_table(
        "practice_ruling",
        _numbered(),
        sa.Column("spec", sa.String(64), sa.ForeignKey("practice_spec.hash"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("practice_ruling_spec", "practice_ruling", ["spec"])


def _create_state() -> None:
    op.create_table(
        "practice_spend",
        _call(primary_key=True, autoincrement=False),
        sa.Column("day", sa.String(10), nullable=False),
        *_target(),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("settled", sa.String(16), nullable=False),
    )
    op.create_index("practice_spend_day", "practice_spend", ["day"])
    op.create_table("practice_job", *_target(primary_key=True), sa.Column("misses", sa.Integer, nullable=False))
    op.create_table(
        "practice_state",
        sa.Column("key", sa.String(400), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    # The row that whoever spends holds locked, where the database is not SQLite with its one write lock.
    op.execute("insert into practice_state (key, value) values ('purse', '{}')")
