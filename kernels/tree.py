"""What a process and those it started use together, read from /proc: see proc(5)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MOST_FILES = 20_000
"""Files in a folder beyond which it counts as full: each takes room of its own."""


def children(pid: int) -> list[int]:
    """The processes whose parent `pid` is, for a parent with one thread; [] when it has ended."""
    with suppress(OSError):
        return list(map(int, _words(f"/proc/{pid}/task/{pid}/children")))
    return []


def lineage(pid: int) -> Iterator[int]:
    """`pid` and all that descend from it, whichever of a parent's threads started them."""
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in _words(f"{thread}/children"):
                yield from lineage(int(child))


def session(pid: int) -> int:
    """The session of a process, 0 when it has ended."""
    try:
        return os.getsid(pid)
    except OSError:
        return 0


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor seconds of these processes and of the children they have reaped."""
    return sum(sum(map(int, _stat(pid)[11:15])) for pid in pids) / _TICK


def memory_over(pids: Iterable[int], allowed: int) -> bool:
    """Whether these processes hold more than `allowed` bytes of memory of their own, shared pages counted once."""
    pids = list(pids)
    # Exact numbers mean a walk through all pages; most of the time the quick ones say that there is no need.
    return sum(map(_private_at_most, pids)) > allowed and sum(map(_private, pids)) > allowed


def folders_over(folders: Iterable[str], allowed: int) -> bool:
    """Whether the files in these folders take more than `allowed` bytes."""
    total = count = 0
    for size in (size for folder in folders for size in _sizes(folder)):
        total, count = total + size, count + 1
        if total > allowed or count > _MOST_FILES:
            return True
    return False


def peak_bytes(pid: int) -> int:
    """The most memory this process had so far."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    return 0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the command's name, [] when the process has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []


def _private_at_most(pid: int) -> int:
    with suppress(OSError):
        _, resident, shared = _words(f"/proc/{pid}/statm")[:3]
        return (int(resident) - int(shared)) * _PAGE
    return 0


def _private(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except PermissionError:  # it made itself unreadable, so the quick number has to do
        return _private_at_most(pid)
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))


def _words(path: str) -> list[str]:
    return Path(path).read_text(encoding="ascii").split()


def _sizes(folder: str) -> Iterator[int]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                yield 512 * entry.stat(follow_symlinks=False).st_blocks
                if entry.is_dir(follow_symlinks=False):
                    yield from _sizes(entry.path)
