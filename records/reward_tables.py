"""The table of the reward ledger, append-only by triggers. It holds no student's id: see `mastery.rewards.who`."""

from __future__ import annotations

import sqlalchemy as sa

from .columns import Moment, metadata

reward = sa.Table(
    "reward",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("act", sa.String(16), nullable=False),
    sa.Column("who", sa.String(64), nullable=False),
    sa.Column("key", sa.String(200), nullable=False, unique=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("before", sa.String(64), nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
    sa.Index("reward_who", "who"),
)
