"""`Zygote`: a process that has loaded what children need, and forks them in a millisecond."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from ..errors import OperatorError
from .child import Child
from .values import JSON, Cage, Limits
from .wire import HungUp, receive, send

# What a fork server, and so each of its children's memory, may know of its caller's surroundings.
_LET_IN = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV", "PYTHONPATH", "LD_LIBRARY_PATH")
# Pools of threads that libraries start when they are loaded would make forking unsafe.
_SET = {"PYTHONHASHSEED": "0"} | {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")}
_PATIENCE = 5.0
"""Seconds a fork server gets to end its children."""


class Zygote:
    """A fork server; its face is safe for threads. Use it as a context manager, or `close` it.

    It is a fresh process with a clean `environment`, so neither its memory nor its surroundings hold a secret of its
    caller's. `preload` names modules to load once for all children; none may start threads (`warnings` tells of those
    that did, or that could not be loaded). When this process ends, in whatever way, so do the fork server and all that
    it forked. A fork server that died is started anew at the next fork.

    Raises OperatorError where there is no forking, or it does not start.
    """

    def __init__(self, preload: Sequence[str] = (), *, environment: Mapping[str, str] | None = None) -> None:
        self._preload = tuple(preload)
        self._environment = clean_environment() if environment is None else dict(environment)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self.warnings: tuple[str, ...] = ()
        with self._lock:
            self._start()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The fork server's process id."""
        assert self._process is not None
        return self._process.pid

    def fork(
        self,
        target: str,
        arguments: Mapping[str, JSON],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
        pass_fds: Mapping[int, int] | Sequence[int] = (),
        limits: Limits | None = None,
        cage: Cage | None = None,
    ) -> Child:
        """A child that calls `target` ("package.module:function") with the arguments, and ends when that returns.

        Limits and cage hold before the target's module is looked up, and before any thread exists. `environment` is
        the whole of the child's; in a cage, TMPDIR and HOME are its first write folder unless given. Standard streams
        are descriptors, None for the null device. `pass_fds` are further ones: each by the number the child gets it
        under, or a sequence of those that keep their numbers.

        The exit code is 0 when the target returns, that of SystemExit, 1 after any other exception (its traceback is
        on `stderr`), and `UNCAGED` when the child could not be shut in as asked and so ran nothing.
        """
        with Path(os.devnull).open("r+b", buffering=0) as nothing:
            standard = {n: nothing.fileno() if fd is None else fd for n, fd in enumerate((stdin, stdout, stderr))}
            more = pass_fds if isinstance(pass_fds, Mapping) else {number: number for number in pass_fds}
            descriptors = standard | {there: here for here, there in more.items()}
            request = {
                "verb": "fork",
                "numbers": list(descriptors),
                "limits": None if limits is None else limits.to_json(),
                "write": [] if cage is None else cage.to_json()["write"],
            }
            body = {
                "target": target,
                "arguments": dict(arguments),
                "cwd": str(cwd),
                "environment": dict(environment),
                "cage": None if cage is None else cage.to_json(),
            }
            with _sealed(body) as sealed:
                return self._fork(request, [sealed, *descriptors.values()])

    def close(self) -> None:
        """End the fork server and all its children."""
        with self._lock:
            self._stop()

    def _fork(self, request: dict[str, Any], descriptors: list[int]) -> Child:
        told, teller = os.pipe()
        try:
            answer, sent = self._ask_or_restart(request, [teller, *descriptors])
        except BaseException:
            os.close(told)
            raise
        finally:
            os.close(teller)
        if "fault" in answer:
            os.close(told)
            raise OperatorError(answer["fault"], "", "Wait until less is running, then try again.")
        return Child(answer["pid"], sent[0], told, self._ask)

    def _ask_or_restart(self, request: dict[str, Any], descriptors: list[int]) -> tuple[dict[str, Any], list[int]]:
        with self._lock:
            with suppress(HungUp):
                return self._exchange(request, descriptors)
            self._stop()
            self._start()
            try:
                return self._exchange(request, descriptors)
            except HungUp:
                raise _does_not_start() from None

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer about a child; {} when the fork server is gone, and the child with it."""
        with self._lock, suppress(HungUp):
            return self._exchange(request)[0]
        return {}

    def _exchange(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> tuple[dict[str, Any], list[int]]:
        if self._channel is None:
            raise HungUp
        send(self._channel, request, descriptors)
        return receive(self._channel)

    def _start(self) -> None:
        if not sys.platform.startswith("linux"):
            raise OperatorError("Fork servers need Linux", sys.platform, "Run gapless in a Linux container.")
        self._channel, theirs = socket.socketpair()
        # In no folder of the caller's, and without the user's own packages: what is installed here, and no more.
        command = [sys.executable, "-s", "-m", "gapless.kernels.zygote", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=self._environment,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        try:
            self.warnings = tuple(self._exchange({"verb": "preload", "modules": self._preload})[0]["ready"])
        except HungUp:
            self._stop()
            raise _does_not_start() from None

    def _stop(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)
            self._process.kill()
            self._process.wait()


@contextmanager
def _sealed(body: Mapping[str, JSON]) -> Iterator[int]:
    """A descriptor from which only the child reads: the fork server keeps nothing that a later child could find."""
    descriptor = os.memfd_create("gapless-task")
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(body).encode())
        file.flush()
        file.seek(0)
        yield descriptor


def clean_environment() -> dict[str, str]:
    """What a fork server sees when nothing else is said: where programs are, and the language."""
    return {name: os.environ[name] for name in _LET_IN if name in os.environ} | _SET


def _does_not_start() -> OperatorError:
    remedy = f"Run `{sys.executable} -s -m gapless.kernels.zygote 0` and see what it says."
    return OperatorError("The fork server does not start", sys.executable, remedy)
