"""Alembic's script folder; `records.migrate` runs it by its path."""
