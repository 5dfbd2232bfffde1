"""The reward ledger of a class in its database: entries are appended and read, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..mastery.rewards import (
    FIRST,
    Account,
    Act,
    Entry,
    Fault,
    Policy,
    Reason,
    account,
    newest_policy,
    offer,
    on_since,
    seal,
    verify,
    who,
)
from .engine import writing
from .reward_tables import reward

_ENTRY = tuple(reward.c[name] for name in ("number", "at", "by", "act", "who", "key", "body", "before", "seal"))


class Rewards:
    """The ledger. `secret` is the class's own; without it no entry can be made or told from a forged one."""

    def __init__(self, engine: sa.Engine, secret: bytes) -> None:
        self._engine, self._secret = engine, secret

    def entries(self) -> list[Entry]:
        """Every entry, in order."""
        with self._engine.connect() as connection:
            return [Entry(*row) for row in connection.execute(sa.select(*_ENTRY).order_by(reward.c.number))]

    def policy(self) -> Policy:
        """The promise in force."""
        return newest_policy(self.entries())

    def on_since(self) -> datetime | None:
        """Since when something is promised without a break; None where nothing is now."""
        return on_since(self.entries())

    def faults(self) -> tuple[Fault, ...]:
        """What does not stand as it was written; () where all does."""
        return verify(self._secret, self.entries())

    def reasons(self, student: str) -> dict[str, str]:
        """Claim -> the reason that was given when it was declined last."""
        own = (entry for entry in self.entries() if entry.who == self.who(student) and entry.act == "declined")
        return {str(entry.body["claim"]): str(entry.body.get("reason", "")) for entry in own}

    def account(self, student: str) -> Account:
        """Where each of a student's claims stands."""
        return account(self.entries(), self.who(student))

    def who(self, student: str) -> str:
        """What stands for a student in the ledger."""
        return who(self._secret, student)

    def promise(self, policy: Policy, by: str, at: datetime) -> Entry:
        """Put a new promise in force, signed by the teacher `by`."""
        key = f"policy {at.isoformat()}"
        entry = self._append("policy", by, "", key, lambda _: policy.as_json(), at)
        assert entry is not None
        return entry

    def earn(
        self, student: str, reason: Reason, key: str, words: str, at: datetime, month_began: datetime
    ) -> Entry | None:
        """Enter what a student earned; None where nothing is promised for it, or it stands there under `key` already.

        `month_began` is when the present month began in the class's timezone: the cap counts from there.
        """

        def body(entries: list[Entry]) -> Mapping[str, Any] | None:
            held = account(entries, self.who(student))
            policy = newest_policy(entries)
            amount = offer(policy, reason, held.count(reason), held.earned_since(month_began))
            return {"reason": reason, "words": words, "amount": amount, "unit": policy.unit} if amount else None

        return self._append("earned", "gapless", self.who(student), key, body, at)

    def decide(self, act: Act, student: str, claim: str, by: str, at: datetime, reason: str = "") -> Entry | None:
        """Approve, decline or pay a claim, signed by the teacher `by`; None where that may not follow what stands."""

        def body(entries: list[Entry]) -> Mapping[str, Any] | None:
            held = account(entries, self.who(student))
            allowed = act in ("approved", "declined", "paid") and held.open_to(claim, act)
            return {"claim": claim, **({"reason": reason} if reason else {})} if allowed else None

        return self._append(act, by, self.who(student), f"{act} {claim} {at.isoformat()}", body, at)

    def _append(
        self,
        act: Act,
        by: str,
        whom: str,
        key: str,
        make: Callable[[list[Entry]], Mapping[str, Any] | None],
        at: datetime,
    ) -> Entry | None:
        with writing(self._engine) as connection:
            entries = [Entry(*row) for row in connection.execute(sa.select(*_ENTRY).order_by(reward.c.number))]
            body = None if any(entry.key == key for entry in entries) else make(entries)
            if body is None:
                return None
            number, before = len(entries) + 1, entries[-1].seal if entries else FIRST
            sealed = seal(self._secret, number, at, by, act, whom, key, body, before)
            entry = Entry(number, at, by, act, whom, key, body, before, sealed)
            connection.execute(
                sa.insert(reward).values({column.name: getattr(entry, column.name) for column in _ENTRY})
            )
        return entry
