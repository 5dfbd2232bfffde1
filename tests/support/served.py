"""A class folder and a real `gapless serve` over it, in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from book import Book

TEACHER = "Ms Lovelace"
PASSWORD = "a-long-password-for-tests"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Served:
    """One class and its server. `codes` maps a student's id to the personal code."""

    folder: Path
    codes: dict[str, str]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def book(self) -> Book:
        return Book(self.folder / "records.sqlite")

    @property
    def log(self) -> Path:
        """What the server says, of all its lives."""
        return self.folder.parent / f"{self.folder.name}.log"

    def start(self, within: float = 60) -> Served:
        """Start the server and return when it answers; its output goes to `log`."""
        command = [sys.executable, "-m", "gapless", "serve", str(self.folder), "--port", str(self.port)]
        environment = {**os.environ, "GAPLESS_TEST_SECRET": "sk-must-not-leave-the-server"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment, start_new_session=True
            )
        self._await(within)
        return self

    def _await(self, within: float) -> None:
        deadline = time.monotonic() + within
        while not answers(f"{self.url}/sign-in"):
            ended = self.process is not None and self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not answer. It said:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: no warning, nothing flushed."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """End the server as Ctrl-C would, and its last children with it."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None


def answers(url: str) -> bool:
    """Whether a server answers there, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def new_class(folder: Path, course: Path, students: Sequence[str]) -> Served:
    """A new class over `course` with these student ids, not yet served."""
    from gapless.records import Classroom

    classroom = Classroom.create(folder, course, title="Class 5b", teacher=TEACHER, password=PASSWORD)
    roster = folder.parent / f"{folder.name}.csv"
    roster.write_text("id,name\n" + "".join(f"{s},{s.capitalize()}\n" for s in students), encoding="utf-8")
    codes = {card.id: card.code for card in classroom.people.roster(roster)}
    classroom.close()
    return Served(folder, codes)
