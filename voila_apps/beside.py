"""The worker of generated practice, kept as a process of its own beside a server that is told to have one.

It has a process of its own so that neither the key nor the client of the endpoint is ever loaded where students are
served, and so that no student waits for it.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

AGAIN = 60.0
"""Seconds until a worker that ended by itself is started again."""

PATIENCE = 10.0
"""Seconds it has to end when it is asked to."""


class Beside:
    """A worker for the class in `directory`, until `close`. It ends with this process, however that ends."""

    def __init__(self, directory: Path, again: float = AGAIN) -> None:
        self._command = [sys.executable, "-P", "-m", "gapless", "practice", "run", str(directory), "--with-parent"]
        self._again, self._closing = again, threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep, name="practice-worker", daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int:
        """The process that works now, or that was the last to."""
        return self._process.pid

    def close(self) -> None:
        """End the worker; what it was asking for stays charged."""
        self._closing.set()
        self._end(self._process)
        self._keeper.join(PATIENCE)

    def _start(self) -> subprocess.Popen[bytes]:
        # The pipe is never written to: it closes when this process ends, and the worker ends then.
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)

    def _keep(self) -> None:
        while not self._closing.is_set():
            code = self._process.wait()
            if not self._closing.is_set():
                logging.getLogger("gapless").error("The worker of practice ended with %d.", code)
            if self._closing.wait(self._again):
                return
            self._process = self._start()
            if self._closing.is_set():
                self._end(self._process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
