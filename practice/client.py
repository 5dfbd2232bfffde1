"""One exchange with the endpoint by the openai package. Imported only by who is about to ask: it takes a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx2
from openai import APIConnectionError, APIStatusError, AsyncOpenAI, OpenAIError

from .outcome import Kind, Outcome
from .reply import read_error, read_reply
from .settings import PracticeSettings
from .wire import Compressed, Elsewhere, NarrowTransport, Refused, TooBig

# A server that is not there is known sooner than an answer.
CONNECT = 5.0
_OURS: Mapping[type[Refused], Kind] = {TooBig: "toobig", Compressed: "invalid", Elsewhere: "unsupported"}


class Client:
    """The endpoint of the settings. Never retries, follows no redirect, asks no proxy, reads no environment."""

    def __init__(self, settings: PracticeSettings, key: str) -> None:
        self._key = key
        origin = httpx2.URL(settings.base_url)
        transport = NarrowTransport(origin, settings.answer_bytes, signed=bool(key))
        timeout = httpx2.Timeout(settings.seconds, connect=min(CONNECT, settings.seconds))
        http = httpx2.AsyncClient(transport=transport, follow_redirects=False, trust_env=False, timeout=timeout)
        # The package wants some key even for a server that wants none; the transport leaves it out then.
        self._openai = AsyncOpenAI(
            base_url=settings.base_url, api_key=key or "none", max_retries=0, http_client=http, timeout=timeout
        )

    async def exchange(self, body: Mapping[str, Any], seconds: float) -> Outcome:
        """Send one request and read the whole answer within `seconds`; every failure is an outcome."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                outcome = await self._exchange(body)
        except TimeoutError:
            outcome = Outcome("timeout", why="deadline")
        ms = round(1000 * (time.monotonic() - started))
        return replace(outcome, ms=ms, response=self._without_key(outcome.response))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._openai.close()

    async def _exchange(self, body: Mapping[str, Any]) -> Outcome:
        try:
            raw = await self._openai.chat.completions.with_raw_response.create(**body)
        except APIStatusError as error:
            failed = read_error(error.status_code, error.response.content)
            return replace(failed, retry_after=_retry_after(error.response))
        except APIConnectionError as error:
            return _unconnected(error)
        except OpenAIError:
            return Outcome("invalid", why="unreadable")
        return replace(read_reply(raw.http_response.content), status=raw.status_code)

    def _without_key(self, response: bytes) -> bytes:
        """Some servers repeat the key in their refusal; the audit must not hold it."""
        return response.replace(self._key.encode(), b"[key]") if self._key else response


def _unconnected(error: APIConnectionError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, Refused):
        return Outcome(_OURS.get(type(cause), "invalid"), why=cause.why)
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        return Outcome("unavailable", why="no-connection")
    if isinstance(cause, httpx2.TimeoutException):
        return Outcome("timeout", why="deadline")
    return Outcome("unavailable", why="connection-cut")


def _retry_after(response: httpx2.Response) -> float:
    """Seconds the server asks to wait, 0 where it says nothing that can be read."""
    told = response.headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0.0
