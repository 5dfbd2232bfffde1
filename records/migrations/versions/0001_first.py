"""People, events and what is derived from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables, and let SQLite itself refuse to change an event."""
    op.create_table(
        "person",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, server_default=""),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("code_hash", sa.String(256), nullable=False, server_default=""),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.CheckConstraint("role in ('student', 'teacher')", name="person_role"),
    )
    _create_event()
    _create_derived()
    if op.get_context().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"create trigger event_no_{act} before {act} on event "
                "begin select raise(abort, 'events are never changed'); end"
            )


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("question", sa.String(64)),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("request", sa.String(64)),
        sa.UniqueConstraint("student", "request", name="event_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("event_student_seq", "event", ["student", "seq"])
    op.create_index("event_question", "event", ["question"])


def _create_derived() -> None:
    op.create_table(
        "standing",
        sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("skill", sa.String(128), primary_key=True),
        sa.Column("p_known", sa.Float, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("mastered_at", sa.DateTime),
        sa.Column("last_at", sa.DateTime),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "hole",
        sa.Column("student", sa.String(64), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("skill", sa.String(128), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
