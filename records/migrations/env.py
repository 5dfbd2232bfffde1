"""Runs the revisions on the connection that `records.migrate` hands over; there is no alembic.ini."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
