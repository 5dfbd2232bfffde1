"""The one way out: a request goes to the configured endpoint, and one `Outcome` comes back in time."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, Self

from ..errors import GaplessError
from .canonical import canonical
from .ladder import Forgetful, Memory
from .outcome import Outcome
from .settings import PracticeSettings

if TYPE_CHECKING:
    from .client import Client

PAUSE = 0.5
"""Seconds before the first retry; each next one waits twice as long."""


class Capped(GaplessError):
    """A spending cap stands in the way of a call; `cap` names it."""

    def __init__(self, cap: str) -> None:
        super().__init__(cap)
        self.cap = cap


class Ledger(Protocol):
    """Is told of every attempt: before it is sent, and when it ended."""

    async def open(self, request: bytes) -> int:
        """The number of the call that is about to be sent; raises Capped where it may not be."""
        ...

    async def close(self, call: int, outcome: Outcome) -> None:
        """How that call ended."""
        ...


class Unbilled:
    """A ledger that keeps nothing."""

    async def open(self, request: bytes) -> int:
        """Every call may be made."""
        return 0

    async def close(self, call: int, outcome: Outcome) -> None:
        """Nothing to note."""


class Door:
    """Asks the endpoint of the settings. Use it as an asynchronous context manager, on one event loop."""

    def __init__(self, settings: PracticeSettings, key: str = "", memory: Memory | None = None) -> None:
        self._settings, self._key = settings, key
        self._memory = memory or Forgetful()
        self._client: Client | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.close()

    async def ask(self, body: bytes, ledger: Ledger | None = None) -> Outcome:
        """How asking ended, retries and steps down the ladder included; never later than the settings' `seconds`.

        Each attempt is announced to the ledger. Only a server that can't be reached or is overloaded is asked again.
        """
        started, deadline = time.monotonic(), time.monotonic() + self._settings.seconds
        outcome, attempts = await self._climb(json.loads(body), deadline, ledger or Unbilled())
        return replace(outcome, ms=round(1000 * (time.monotonic() - started)), attempts=attempts)

    async def _climb(self, body: Mapping[str, Any], deadline: float, ledger: Ledger) -> tuple[Outcome, int]:
        place = f"{self._settings.endpoint} {self._settings.model}"
        ability, attempts, retried = self._memory.recall(place), 0, 0
        while True:
            fitted = ability.fit(body)
            outcome, attempts = await self._attempt(fitted, deadline, ledger), attempts + 1
            lower = ability.after(outcome.response, fitted) if outcome.why == "bad-request" else None
            if lower is not None:
                ability = lower
            elif outcome.kind == "unavailable" and retried < self._settings.retries:
                pause = max(outcome.retry_after, PAUSE * 2**retried)
                if time.monotonic() + pause >= deadline:
                    return outcome, attempts
                await asyncio.sleep(pause)
                retried += 1
            else:
                if outcome.status == 200:
                    self._memory.learn(place, ability)
                return outcome, attempts

    async def _attempt(self, body: Mapping[str, Any], deadline: float, ledger: Ledger) -> Outcome:
        left = deadline - time.monotonic()
        if left <= 0:
            return Outcome("timeout", why="deadline")
        client = self._opened()
        try:
            call = await ledger.open(canonical(body))
        except Capped as capped:
            return Outcome("capped", why=capped.cap)
        outcome = await client.exchange(body, left)
        await ledger.close(call, outcome)
        return outcome

    def _opened(self) -> Client:
        if self._client is None:
            # Late: the package takes a second to import, and whoever never asks never pays.
            from .client import Client

            self._client = Client(self._settings, self._key)
        return self._client
