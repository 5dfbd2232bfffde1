"""Settings and requests for tests of the door."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from gapless.practice.door import Door, Ledger
from gapless.practice.ladder import Memory
from gapless.practice.outcome import Outcome
from gapless.practice.settings import PracticeSettings

KEY = "KEY-IS-REPEATED-HERE"
BODY = json.dumps(
    {
        "model": "stub",
        "messages": [{"role": "system", "content": "Write practice."}, {"role": "user", "content": "add-like"}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "spec", "schema": {}, "strict": True}},
        "max_tokens": 500,
    },
    separators=(",", ":"),
).encode()


def settings_for(url: str, **more: Any) -> PracticeSettings:
    """Settings of a stub: few seconds, no retries, prices of one unit a token."""
    given = {"base_url": url, "model": "stub", "price_in": 1.0, "price_out": 1.0, "seconds": 5.0, "retries": 0}
    return PracticeSettings(**{**given, **more})


def asked(
    url: str,
    *,
    body: bytes = BODY,
    key: str = KEY,
    memory: Memory | None = None,
    ledger: Ledger | None = None,
    **more: Any,
) -> Outcome:
    """The outcome of asking once."""

    async def ask() -> Outcome:
        async with asyncio.timeout(60), Door(settings_for(url, **more), key, memory) as door:
            return await door.ask(body, ledger)

    return asyncio.run(ask())
