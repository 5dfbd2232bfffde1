"""The tables. `person` and `event` are the record; `standing` and `hole` are derived and can be rebuilt from it.

`tally` counts the first answers of people who were forgotten, and knows nobody. The tables of generated practice know
nobody either: they are in `practice_tables`.
"""

from __future__ import annotations

import sqlalchemy as sa

from . import practice_tables as practice_tables  # so that whoever knows the metadata knows these tables too
from . import reward_tables as reward_tables
from .columns import Moment, metadata

# The newest revision in migrations/versions; equal to Alembic's own head by a test.
HEAD = "0004"


person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("email", sa.String(254), nullable=False, server_default=""),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("code_hash", sa.String(256), nullable=False, server_default=""),
    sa.Column("created_at", Moment, nullable=False),
    sa.CheckConstraint("role in ('student', 'teacher')", name="person_role"),
)

event = sa.Table(
    "event",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("question", sa.String(64)),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("request", sa.String(64)),
    sa.UniqueConstraint("student", "request", name="event_request"),
    sa.Index("event_student_seq", "student", "seq"),
    sa.Index("event_question", "question"),
    sqlite_autoincrement=True,
)

standing = sa.Table(
    "standing",
    metadata,
    sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("skill", sa.String(128), primary_key=True),
    sa.Column("p_known", sa.Float, nullable=False),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("mastered_at", Moment),
    sa.Column("last_at", Moment),
    sa.Column("body", sa.JSON, nullable=False),
)

hole = sa.Table(
    "hole",
    metadata,
    sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("skill", sa.String(128), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)

tally = sa.Table(
    "tally",
    metadata,
    sa.Column("item", sa.String(128), primary_key=True),
    sa.Column("verdict", sa.String(16), primary_key=True),
    sa.Column("misconception", sa.String(128), primary_key=True),
    sa.Column("answers", sa.Integer, nullable=False),
)

DERIVED = (standing, hole)
