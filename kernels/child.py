"""`Child`: a process that the fork server made, as its owner sees it."""

from __future__ import annotations

import json
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from . import tree
from .values import Usage

_LOST = -signal.SIGKILL
"""How a child ended that was lost with its fork server."""


class Child:
    """A forked process. As a context manager it is killed at the end, with all it started."""

    def __init__(self, pid: int, pidfd: int, told: int, ask: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.pid = pid
        self._pidfd = pidfd
        self._told = told
        self._ask = ask
        self._end: dict[str, Any] | None = None

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.kill()

    def __del__(self) -> None:
        for descriptor in (self._pidfd, self._told):
            with suppress(OSError):
                os.close(descriptor)

    def fileno(self) -> int:
        """A descriptor that becomes readable, and stays so, when `poll` has an exit code to tell."""
        return self._told

    def poll(self) -> int | None:
        """The exit code, negative for the signal that ended it; None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; the exit code. Raises TimeoutError after `timeout` seconds."""
        code = self._wait(timeout)
        if code is None:
            raise TimeoutError(f"Process {self.pid} is still running after {timeout:g} s.")
        return code

    @property
    def over(self) -> str:
        """The limit it was ended for: processes, memory, cpu or files; "" when it ended otherwise or still runs."""
        return self._end["over"] if self._end is not None else ""

    def send_signal(self, number: int) -> bool:
        """Send a signal to the child and what it started in its group; False when it has ended."""
        return self._end is None and bool(self._ask({"verb": "signal", "pid": self.pid, "number": number}).get("sent"))

    def kill(self) -> None:
        """Kill the child and all it started, and wait until they are gone. An ended one stays as it was."""
        if self._wait(0) is None:
            self._strike()
            self._ask({"verb": "end", "pid": self.pid})
            self._wait(None)

    def usage(self) -> Usage:
        """What it used so far; when it has ended, what it used in all."""
        if self._wait(0) is None or self._end is None:
            return Usage(tree.cpu_seconds([self.pid]), tree.peak_bytes(self.pid))
        return Usage(self._end["cpu_seconds"], self._end["peak_bytes"])

    def _wait(self, timeout: float | None) -> int | None:
        """The exit code once the fork server has told it, within `timeout` seconds."""
        if self._end is None:
            poll = select.poll()
            poll.register(self._told, select.POLLIN)
            if not poll.poll(None if timeout is None else 1000 * timeout):
                return None
            self._end = self._read()
        return self._end["code"]

    def _read(self) -> dict[str, Any]:
        # One write of one short line: it is there as a whole, or the fork server is gone.
        line = os.read(self._told, 4096)
        if line:
            return json.loads(line)
        self._strike()
        return {"code": _LOST, "cpu_seconds": 0.0, "peak_bytes": 0, "over": ""}

    def _strike(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
