"""Money: reserve, call, settle. What a call may cost at most is charged before it is sent, and only then is it sent.

All amounts are whole micros, millionths of the currency. A price is per million tokens: tokens times price are micros.
A call that never came back keeps its whole charge; so does one whose server counted what can't be true.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..records.engine import writing
from ..records.practice_tables import practice_call, practice_reply, practice_spend, practice_state
from ..records.store import Records
from .door import Capped
from .outcome import Outcome, Usage
from .settings import PracticeSettings

MICROS = 1_000_000
PER_MESSAGE = 64
"""Tokens a chat template may add to a message."""
BYTES_A_TOKEN = 8
"""A server that counts fewer tokens than one in so many bytes is not believed: texts have 3 to 5 bytes a token."""

# Outcomes before anything left this machine.
_UNSENT = {"no-connection", "other-host"}


@dataclass(frozen=True, slots=True)
class Target:
    """What practice is for: a skill, and a misconception or "" for none in particular."""

    skill: str
    misconception: str = ""


def most(settings: PracticeSettings, request: bytes) -> int:
    """Micros that sending these bytes can cost at most.

    A tokenizer on bytes makes no more tokens than there are bytes; the answer, hidden reasoning included, is held to
    the request's own limit.
    """
    body = json.loads(request)
    prompt = len(request) + PER_MESSAGE * len(body["messages"])
    return price(settings, Usage(prompt, _limit(body)))


def price(settings: PracticeSettings, usage: Usage) -> int:
    """Micros for so many tokens, rounded up."""
    return math.ceil(usage.prompt * settings.price_in + usage.completion * settings.price_out)


def believable(usage: Usage | None, request: bytes, text: str) -> bool:
    """Whether so many tokens can be true of this request and this answer's text."""
    if usage is None:
        return False
    body = json.loads(request)
    said = sum(len(one["content"].encode()) for one in body["messages"])
    prompt = said // BYTES_A_TOKEN <= usage.prompt <= len(request) + PER_MESSAGE * len(body["messages"])
    return prompt and len(text.encode()) // BYTES_A_TOKEN <= usage.completion <= _limit(body)


def _limit(body: dict[str, Any]) -> int:
    return body.get("max_tokens") or body["max_completion_tokens"]


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


class Purse:
    """What a class may spend on practice, kept in its records. Safe for many threads and processes."""

    def __init__(
        self, records: Records, settings: PracticeSettings, timezone: str = "UTC", clock: Callable[[], datetime] = now
    ) -> None:
        self._records, self._settings, self._clock = records, settings, clock
        self._zone = ZoneInfo(timezone)

    def reserve(self, target: Target, request: bytes, template: str = "") -> int:
        """Charge the most this request can cost and write it into the audit; the number of the call.

        Raises Capped, with the name of the setting, where a cap would be passed; then nothing is charged or written.
        """
        amount, at = most(self._settings, request), self._clock()
        day = at.astimezone(self._zone).date().isoformat()
        with writing(self._records.engine) as connection:
            # One purse, one hand in it: on PostgreSQL by this row, on SQLite by its one write lock.
            connection.execute(sa.select(practice_state).where(practice_state.c.key == "purse").with_for_update())
            for cap, limit, spent in self._caps(connection, target, day):
                if spent + (1 if cap == "calls_per_day" else amount) > limit:
                    raise Capped(cap)
            call = self._write(connection, target, request, template, amount, at)
            values = {"call": call, "day": day, "amount": amount, "settled": "reserved"}
            connection.execute(sa.insert(practice_spend).values(**values, **asdict(target)))
        return call

    def settle(self, call: int, outcome: Outcome) -> None:
        """Write down how a call ended, and give back what it did not cost."""
        with writing(self._records.engine) as connection:
            request, reserved = connection.execute(
                sa.select(practice_call.c.request, practice_call.c.reserved).where(practice_call.c.id == call)
            ).one()
            settled, amount = self._settled(outcome, request, reserved)
            row = {name: getattr(outcome, name) for name in ("kind", "why", "status", "ms", "response", "text")}
            usage = asdict(outcome.usage) if outcome.usage else {}
            connection.execute(sa.insert(practice_reply).values(call=call, at=self._clock(), usage=usage, **row))
            same = practice_spend.c.call == call
            connection.execute(sa.update(practice_spend).where(same).values(amount=amount, settled=settled))

    def _settled(self, outcome: Outcome, request: bytes, reserved: int) -> tuple[str, int]:
        if outcome.why in _UNSENT:
            return "unsent", 0
        if outcome.usage is None:
            return "untold", reserved
        if not believable(outcome.usage, request, outcome.text):
            return "doubted", reserved
        return "counted", min(price(self._settings, outcome.usage), reserved)

    def _caps(self, connection: sa.Connection, target: Target, day: str) -> Iterator[tuple[str, int, int]]:
        """Each cap with its limit and what counts against it by now."""
        limits, spend = self._settings, practice_spend.c
        today, same = spend.day == day, [spend[name] == value for name, value in asdict(target).items()]
        yield "per_call", _micros(limits.per_call), 0
        yield "calls_per_day", limits.calls_per_day, _sum(connection, sa.func.count(), today)
        yield "per_day", _micros(limits.per_day), _sum(connection, sa.func.sum(spend.amount), today)
        yield "per_target", _micros(limits.per_target), _sum(connection, sa.func.sum(spend.amount), *same)
        yield "per_course", _micros(limits.per_course), _sum(connection, sa.func.sum(spend.amount))

    def _write(
        self, connection: sa.Connection, target: Target, request: bytes, template: str, amount: int, at: datetime
    ) -> int:
        values = {
            "at": at,
            "endpoint": self._settings.endpoint,
            "model": self._settings.model,
            "template": template,
            "request_hash": sha256(request).hexdigest(),
            "request": request,
            "reserved": amount,
        }
        key = connection.execute(sa.insert(practice_call).values(**values, **asdict(target))).inserted_primary_key
        assert key is not None
        return key[0]


class CallLedger:
    """Keeps the calls of one asking in the purse; `last` is the number of the newest."""

    def __init__(self, purse: Purse, target: Target, template: str) -> None:
        self._purse, self._target, self._template = purse, target, template
        self.last = 0

    async def open(self, request: bytes) -> int:
        """Reserve; raises Capped."""
        self.last = await asyncio.to_thread(self._purse.reserve, self._target, request, self._template)
        return self.last

    async def close(self, call: int, outcome: Outcome) -> None:
        """Settle."""
        await asyncio.to_thread(self._purse.settle, call, outcome)


def _micros(amount: float) -> int:
    return math.floor(amount * MICROS + 1e-6)


def _sum(connection: sa.Connection, what: Any, *conditions: Any) -> int:
    return int(connection.scalar(sa.select(what).select_from(practice_spend).where(*conditions)) or 0)
