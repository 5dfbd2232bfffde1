"""Bring a database to the newest tables, or refuse one that is newer than this gapless."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from ..errors import OperatorError
from .engine import writing
from .schema import HEAD

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(engine: sa.Engine, where: str) -> None:
    """Run the missing revisions in one transaction; two processes that start at once wait for each other.

    Raises OperatorError where the database knows a revision that this gapless does not.
    """
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        _upgrade(connection, where)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("select version_num from alembic_version"))


def _upgrade(connection: sa.Connection, where: str) -> None:
    # Imported here: Alembic costs 150 ms that a database which is up to date need not pay.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    revision = _revision(connection)
    if revision is not None and revision not in known:
        raise OperatorError(
            f"These records were written by a newer gapless (tables {revision}, this one knows {HEAD}).",
            where,
            "Update gapless, or open the class with the version that wrote it.",
        )
    command.upgrade(config, "head")
