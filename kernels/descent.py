"""The fork server's children and all they started: reaped, watched, and ended together."""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from . import tree
from .groups import Group
from .values import Limits

EACH_LOOK = 0.1
"""Seconds between two looks at what children with limits use."""


@dataclass
class Kin:
    """One child. `teller` gets the line that says how it ended, `over` the limit it was ended for."""

    pid: int
    teller: int
    limits: Limits | None
    write: tuple[str, ...]
    group: Group | None
    over: str = ""


class Descent:
    """Children by process id."""

    def __init__(self) -> None:
        self._kin: dict[int, Kin] = {}
        self._looked = 0.0

    @property
    def watched(self) -> bool:
        """Whether any child has limits to be looked after."""
        return any(kin.limits is not None for kin in self._kin.values())

    def add(self, kin: Kin) -> None:
        """A child was born."""
        self._kin[kin.pid] = kin

    def signal(self, pid: int, number: int) -> bool:
        """Send a signal to the child's process group; False when it has ended."""
        if pid not in self._kin:
            return False
        try:
            os.killpg(pid, number)
        except ProcessLookupError:  # it has not made its session yet
            os.kill(pid, number)
        return True

    def end(self, pid: int) -> None:
        """Kill a child and all it started, and reap them."""
        if (kin := self._kin.get(pid)) is not None:
            self._kill(kin)
        while pid in self._kin:
            self._reap_one(os.WEXITED)

    def end_all(self) -> None:
        """End every child."""
        for pid in list(self._kin):
            self.end(pid)

    def reap(self) -> None:
        """Tell of those that ended, and clear away after them."""
        while self._reap_one(os.WEXITED | os.WNOHANG):
            pass

    def look(self) -> None:
        """End the children that use more than they may, at most every `EACH_LOOK` seconds."""
        now = time.monotonic()
        if now - self._looked < EACH_LOOK:
            return
        self._looked = now
        for kin in list(self._kin.values()):
            if kin.limits is not None and not kin.over and (over := _over(kin, kin.limits)):
                kin.over = over
                self._kill(kin)

    def _reap_one(self, how: int) -> bool:
        try:
            # Left unreaped at first: as long as it is, its number stands for no other process or group.
            ended = os.waitid(os.P_ALL, 0, how | os.WNOWAIT)
        except ChildProcessError:
            return False
        if ended is None:
            return False
        kin = self._kin.get(ended.si_pid)
        if kin is not None:
            self._kill(kin)
        _, status, usage = os.wait4(ended.si_pid, 0)
        if kin is not None:
            del self._kin[kin.pid]
            self._end_strays()
            _tell(kin, os.waitstatus_to_exitcode(status), usage)
            if kin.group is not None:
                kin.group.remove()
        return True

    def _kill(self, kin: Kin) -> None:
        if kin.group is not None:
            kin.group.kill()
        with suppress(ProcessLookupError):
            self.signal(kin.pid, signal.SIGKILL)

    def _end_strays(self) -> None:
        """Kill orphans that belong to no living child: they left their session before their child ended."""
        while strays := [pid for pid in tree.children(os.getpid()) if self._is_stray(pid)]:
            for pid in strays:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _is_stray(self, pid: int) -> bool:
        return pid not in self._kin and tree.session(pid) not in self._kin


def _in_all(most: Limits) -> int:
    """A little more than one file may hold: a single full one ends in an error that its writer sees, whatever else lies
    there, and never, depending on when the watch looks, in the writer's end."""
    assert most.file_bytes is not None
    return most.file_bytes + most.file_bytes // 20


_Measure = Callable[[Kin, list[int], Limits], bool]
_MEASURES: Mapping[str, _Measure] = MappingProxyType(
    {
        "processes": lambda kin, pids, most: most.processes is not None and len(pids) - 1 > most.processes,
        "memory": lambda kin, pids, most: most.memory_bytes is not None and tree.memory_over(pids, most.memory_bytes),
        "cpu": lambda kin, pids, most: most.cpu_seconds is not None and tree.cpu_seconds(pids) > most.cpu_seconds,
        "files": lambda kin, pids, most: most.file_bytes is not None and tree.folders_over(kin.write, _in_all(most)),
    }
)


def _over(kin: Kin, limits: Limits) -> str:
    """The limit that a child and all it started exceed together, "" while there is none."""
    orphans = [pid for pid in tree.children(os.getpid()) if pid != kin.pid and tree.session(pid) == kin.pid]
    pids = [each for pid in (kin.pid, *orphans) for each in tree.lineage(pid)]
    return next((name for name, exceeds in _MEASURES.items() if exceeds(kin, pids, limits)), "")


def _tell(kin: Kin, code: int, usage: resource.struct_rusage) -> None:
    seconds = usage.ru_utime + usage.ru_stime
    most = kin.limits.cpu_seconds if kin.limits is not None else None
    if code == -signal.SIGXCPU or (most is not None and code == -signal.SIGKILL and seconds > most):
        kin.over = kin.over or "cpu"  # the kernel was quicker than the watch
    facts = {"code": code, "cpu_seconds": seconds, "peak_bytes": 1024 * usage.ru_maxrss, "over": kin.over}
    with suppress(OSError):  # whoever asked for it has let go of it
        os.write(kin.teller, json.dumps(facts).encode() + b"\n")
    os.close(kin.teller)
