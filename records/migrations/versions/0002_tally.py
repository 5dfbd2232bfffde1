"""What is left of people who were forgotten: how often an item was answered how, and by nobody in particular."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of counts."""
    op.create_table(
        "tally",
        sa.Column("item", sa.String(128), primary_key=True),
        sa.Column("verdict", sa.String(16), primary_key=True),
        sa.Column("misconception", sa.String(128), primary_key=True),
        sa.Column("answers", sa.Integer, nullable=False),
    )
