"""Control groups (cgroup v2), where this user may make them: they bound the memory of a whole tree of processes.

https://docs.kernel.org/admin-guide/cgroup-v2.html
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .values import Limits

_NEEDED = {"memory", "pids"}
_THREADS = 256
"""A group counts threads too; so many come on top of the processes allowed."""


@dataclass(frozen=True)
class Group:
    """The control group of one child."""

    path: Path

    def enter(self) -> None:
        """Move this process in. Raises OSError."""
        (self.path / "cgroup.procs").write_text("0", encoding="ascii")

    def kill(self) -> None:
        """Kill everything in it at once, where the kernel can (5.14)."""
        with suppress(OSError):
            (self.path / "cgroup.kill").write_text("1", encoding="ascii")

    def remove(self) -> None:
        """Take the empty group away; one that is not empty yet stays for later."""
        with suppress(OSError):
            self.path.rmdir()


def delegated(cgroup: str = "/proc/self/cgroup", root: Path = Path("/sys/fs/cgroup")) -> Path | None:
    """The nearest group around this process in which new groups with limits of memory can be made; None without."""
    for path in _around(cgroup, root):
        with suppress(OSError):
            controllers = set((path / "cgroup.subtree_control").read_text(encoding="ascii").split())
            writable = os.access(path, os.W_OK) and os.access(path / "cgroup.procs", os.W_OK)
            if controllers >= _NEEDED and writable:
                return path
    return None


def make_group(base: Path, name: str, limits: Limits) -> Group | None:
    """A group beneath `base` with these limits; None when the kernel refuses it after all."""
    path = base / f"gapless-{name}"
    most = {
        "memory.max": limits.memory_bytes,
        "memory.swap.max": None if limits.memory_bytes is None else 0,
        "memory.oom.group": None if limits.memory_bytes is None else 1,
        "pids.max": None if limits.processes is None else limits.processes + _THREADS,
    }
    try:
        path.mkdir()
    except OSError:
        return None
    for file, amount in most.items():
        if amount is not None and (path / file).exists():
            (path / file).write_text(str(amount), encoding="ascii")
    return Group(path)


def _around(cgroup: str, root: Path) -> Iterator[Path]:
    """This process's group and those around it, in the one hierarchy of version 2."""
    with suppress(OSError):
        for line in Path(cgroup).read_text(encoding="ascii").splitlines():
            if line.startswith("0::"):
                own = root / line.removeprefix("0::").lstrip("/")
                yield from (path for path in (own, *own.parents) if path.is_relative_to(root))
