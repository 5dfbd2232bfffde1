"""The worker process as its owner sees it: a command, two pipes, and a kill."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT")
"""All that a worker inherits from the environment."""


class Stopped(Exception):
    """The worker said nothing within the deadline, or is gone (`died`); `place` is what it tried last."""

    def __init__(self, died: bool) -> None:
        super().__init__(died)
        self.died = died
        self.place: Any = None


class Worker:
    """One worker process and its pipes. Not thread-safe."""

    def __init__(self, course: Path) -> None:
        command = [sys.executable, "-B", "-P", "-s", "-m", "gapless.authoring.worker", str(course)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=course,
            env=_scrubbed_environment(),
            start_new_session=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="item-worker", daemon=True).start()

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request; a worker that is gone shows at the next `receive`."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()

    def receive(self, seconds: float) -> dict[str, Any]:
        """The next reply; Stopped when there is none in time."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise Stopped(died=False) from None
        if not line.endswith("\n"):
            raise Stopped(died=True)
        return json.loads(line)

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # what was still to be written concerns nobody any more
                pipe.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(ValueError):  # kill closed the pipe
            for line in self._process.stdout:
                self._lines.put(line)
        self._lines.put("")


def _scrubbed_environment() -> dict[str, str]:
    """PATH and language only: no secrets. Hashes are fixed, so that a seed makes the same question everywhere."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONHASHSEED": "0"}
