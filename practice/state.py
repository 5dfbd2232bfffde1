"""What practice remembers that is no audit: the switch, what endpoints can do, and how far events were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ..records.engine import writing
from ..records.practice_tables import practice_state
from ..records.store import Records
from .ladder import RUNGS, Ability

_SWITCH = "stopped"


@dataclass(frozen=True, slots=True)
class Stop:
    """Practice is stopped: by whom, since when (ISO 8601, UTC), and why."""

    by: str
    at: str
    reason: str


def read_state(connection: sa.Connection, key: str) -> Any:
    """The JSON value of a key, None where there is none."""
    return connection.scalar(sa.select(practice_state.c.value).where(practice_state.c.key == key))


def write_state(connection: sa.Connection, key: str, value: Any) -> None:
    """Put a JSON value in the place of what was there; None stands for nothing."""
    same = practice_state.c.key == key
    if value is None:
        connection.execute(sa.delete(practice_state).where(same))
    elif connection.execute(sa.update(practice_state).where(same).values(value=value)).rowcount == 0:
        connection.execute(sa.insert(practice_state).values(key=key, value=value))


def stopped(records: Records) -> Stop | None:
    """How practice was stopped; None while it runs."""
    with records.engine.connect() as connection:
        value = read_state(connection, _SWITCH)
    return Stop(**value) if value else None


def stop(records: Records, by: str, reason: str) -> None:
    """Nothing is asked of a model, and nothing generated is shown, until `start`."""
    with writing(records.engine) as connection:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        write_state(connection, _SWITCH, {"by": by, "at": at, "reason": reason})


def start(records: Records) -> None:
    """Undo `stop`."""
    with writing(records.engine) as connection:
        write_state(connection, _SWITCH, None)


class KeptMemory:
    """What endpoints can do, kept in the records: a new process need not learn it again."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def recall(self, endpoint: str) -> Ability:
        """What was learned of it, by whichever process."""
        with self._records.engine.connect() as connection:
            value = read_state(connection, f"endpoint {endpoint}")
        return _ability(value) if isinstance(value, Mapping) else Ability()

    def learn(self, endpoint: str, ability: Ability) -> None:
        """Keep this, where it is news."""
        if ability == self.recall(endpoint):
            return
        value = {"rung": ability.rung, "limit": ability.limit, "options": ability.options}
        with writing(self._records.engine) as connection:
            write_state(connection, f"endpoint {endpoint}", value)


def _ability(value: Mapping[str, Any]) -> Ability:
    known = value.get("rung") in RUNGS and value.get("limit") in ("max_tokens", "max_completion_tokens")
    return Ability(value["rung"], value["limit"], bool(value.get("options"))) if known else Ability()
