"""A server of chat completions on a real port that does what servers do, and what they should not do.

`LlmServer(mode)` answers every request in the named mode, or in the modes of a list, one a request, the last for the
rest. It keeps every byte it was sent. Modes are the functions of `MODES`; a mode may be any function of that shape.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from llm_exchange import GOOD, MODES, Answer, Exchange, Heard, Mode
from llm_modes import MALICE, adversary

__all__ = ["GOOD", "MALICE", "MODES", "Exchange", "Heard", "LlmServer", "adversary"]


@dataclass
class LlmServer:
    """Use it as a context manager. `answer` writes a good answer to a request; `elsewhere` is where redirects point."""

    mode: str | Mode | Sequence[str | Mode] = "good"
    answer: Answer = lambda _: json.dumps(GOOD)
    elsewhere: str = ""
    heard: list[Heard] = field(default_factory=list)
    port: int = 0
    ending: threading.Event = field(default_factory=threading.Event)
    hearing: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def wait_for(self, requests: int, within: float = 60) -> None:
        """Until so many requests were heard."""
        with self.hearing:
            assert self.hearing.wait_for(lambda: len(self.heard) >= requests, within)

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._stop, self._open = asyncio.Event(), set[asyncio.Task[Any]]()
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        for task in [*self._open]:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        # Whoever asked may leave at any moment: most of these modes are there to make them.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            heard = await _read(reader)
            chosen = self._next(len(self.heard))
            with self.hearing:
                self.heard.append(heard)
                self.hearing.notify_all()
            await chosen(Exchange(heard, reader, writer, self))
        self._open.discard(task)
        writer.close()

    def _next(self, number: int) -> Mode:
        modes = [self.mode] if isinstance(self.mode, str) or callable(self.mode) else self.mode
        one = modes[min(number, len(modes) - 1)]
        return MODES[one] if isinstance(one, str) else one


async def _read(reader: asyncio.StreamReader) -> Heard:
    raw = await reader.readuntil(b"\r\n\r\n")
    first, *lines = raw.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Heard(raw + body, first.split(" ")[1], headers, body)
