"""The fork server itself: `python -m gapless.kernels.zygote DESCRIPTOR`, one thread, nothing of its caller's memory.

    preload {modules}                  → {ready: warnings}
    fork {numbers, limits, write} + fds → {pid} + a pidfd, or {fault}; the first fd gets a line at the child's end, the
                                         second holds what only the child reads
    signal {pid, number}               → {sent}: to the child's process group
    end {pid}                          → {}: kills the child and whatever it started

Ends itself, and everything it forked, when its caller is gone.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from .confine import Fence
from .descent import EACH_LOOK, Descent, Kin
from .forking import Start, become
from .groups import delegated, make_group
from .linux import PR_SET_CHILD_SUBREAPER, prctl
from .values import limits_from
from .wire import HungUp, receive, send


def main() -> None:
    """Serve the caller at the other end of the socket until it hangs up."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(channel.fileno(), False)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    with suppress(ValueError):
        sys.path.remove(str(Path.cwd()))  # `python -m` put it there; -P would, but children should not look different
    zygote = _Zygote(channel)
    try:
        zygote.serve()
    finally:
        zygote.descent.end_all()


class _Zygote:
    """Forks on request, reaps, and watches."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._fence = Fence()
        self._base = delegated()
        self.descent = Descent()
        self._wake, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self._verbs = {"preload": self._preload, "fork": self._fork, "signal": self._signal, "end": self._end}

    def serve(self) -> None:
        """Answer one request after the other."""
        poll = select.poll()
        # A program that the caller started may hold its end of the socket open, so the caller itself is watched too.
        caller = os.pidfd_open(os.getppid())
        for descriptor in (self._channel.fileno(), self._wake, caller):
            poll.register(descriptor, select.POLLIN)
        while True:
            wait = 1000 * EACH_LOOK if self.descent.watched else None
            ready = {descriptor for descriptor, _ in poll.poll(wait)}
            if self._wake in ready:
                os.read(self._wake, 4096)
            self.descent.reap()
            self.descent.look()
            if caller in ready:
                return
            if self._channel.fileno() in ready and not self._answer():
                return

    def _answer(self) -> bool:
        try:
            request, descriptors = receive(self._channel)
            answer, sent = self._verbs[request.pop("verb")](request, descriptors)
            send(self._channel, answer, sent)
        except HungUp:
            return False
        for descriptor in (*descriptors, *sent):
            os.close(descriptor)
        return True

    def _preload(self, request: dict[str, Any], _: list[int]) -> tuple[dict[str, Any], list[int]]:
        gc.disable()
        warnings = [words for name in request["modules"] if (words := _loaded(name))]
        gc.collect()
        gc.freeze()
        gc.enable()
        return {"ready": warnings}, []

    def _fork(self, request: dict[str, Any], descriptors: list[int]) -> tuple[dict[str, Any], list[int]]:
        limits = limits_from(request["limits"])
        teller, sealed, *given = descriptors
        sys.stdout.flush()
        sys.stderr.flush()
        group = make_group(self._base, uuid4().hex, limits) if self._base and limits else None
        zygote = os.getpid()
        try:
            pid = os.fork()
        except OSError as refused:
            return {"fault": f"No further process can be started: {refused.strerror}"}, []
        if pid == 0:
            become(sealed, dict(zip(request["numbers"], given, strict=True)), limits, Start(self._fence, zygote, group))
        self.descent.add(Kin(pid, os.dup(teller), limits, tuple(request["write"]), group))
        return {"pid": pid}, [os.pidfd_open(pid)]

    def _signal(self, request: dict[str, Any], _: list[int]) -> tuple[dict[str, Any], list[int]]:
        return {"sent": self.descent.signal(request["pid"], request["number"])}, []

    def _end(self, request: dict[str, Any], _: list[int]) -> tuple[dict[str, Any], list[int]]:
        self.descent.end(request["pid"])
        return {}, []


def _loaded(name: str) -> str:
    """Why a module isn't there to be shared by children, "" when it is."""
    try:
        importlib.import_module(name)
    except Exception as trouble:  # noqa: BLE001  whatever a module raises, its children can do without it or tell
        return f"{name} can't be loaded: {trouble!r}"
    threads = len(list(Path("/proc/self/task").iterdir()))
    return f"{name} starts threads: load it in the children" if threads > 1 else ""


if __name__ == "__main__":
    main()
