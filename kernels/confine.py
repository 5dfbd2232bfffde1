"""Shuts a fresh child in, before it has threads: limits, then files, then system calls, then the privileges of root."""

from __future__ import annotations

import math
import os
import platform
import resource
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from . import capabilities, landlock, seccomp
from .linux import PR_SET_NO_NEW_PRIVS, prctl
from .readable import always_readable
from .syscalls import AUDIT
from .values import Cage, Limits

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Fence:
    """What every cage has in common, opened once by the fork server: descriptors of what is always readable."""

    def __init__(self) -> None:
        self.landlock = landlock.version()
        self.machine = platform.machine()
        self._always = tuple(_opened(always_readable())) if self.landlock else ()

    def shut(self, cage: Cage, limits: Limits | None) -> None:
        """Shut this process in for good. Raises OSError when a layer this kernel has does not take."""
        alone = limits is not None and limits.processes == 0
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        if self.landlock:
            wanted = [(path, landlock.READ) for path in cage.read] + [(path, landlock.WRITE) for path in cage.write]
            landlock.restrict((*self._always, *_opened(wanted, missing_ok=False)), self.landlock)
        if self.machine in AUDIT:
            capabilities.drop_capabilities()
            seccomp.restrict(self.machine, self.landlock, alone)


def _opened(paths: Iterable[tuple[Path, int]], missing_ok: bool = True) -> Iterable[tuple[int, int, bool]]:
    for path, rights in paths:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            if missing_ok:
                continue
            raise
        yield descriptor, rights, path.is_dir()


def _address_space(amount: float) -> int:
    """Bytes for RLIMIT_AS: those that are mapped already come on top."""
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return int(amount) + mapped * _PAGE


_LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "memory_bytes": resource.RLIMIT_AS,
        "file_bytes": resource.RLIMIT_FSIZE,
    }
)


def limit(limits: Limits) -> None:
    """Bound this process, and each it starts, by the kernel's own limits. What they use together is watched besides."""
    _set(resource.RLIMIT_CORE, 0)
    for name, kind in _LIMITS.items():
        amount = getattr(limits, name)
        if amount is not None:
            _set(kind, _address_space(amount) if kind == resource.RLIMIT_AS else math.ceil(amount))
    if limits.cpu_seconds is not None:
        # A second later it is killed, should it not listen to the first signal.
        resource.setrlimit(resource.RLIMIT_CPU, _and_one_more(math.ceil(limits.cpu_seconds)))


def _and_one_more(seconds: int) -> tuple[int, int]:
    hardest = resource.getrlimit(resource.RLIMIT_CPU)[1]
    both = (seconds, seconds + 1)
    return both if hardest == resource.RLIM_INFINITY else (min(both[0], hardest), min(both[1], hardest))


def limit_files(limits: Limits) -> None:
    """Bound how many files may be open. Comes last: closing the cage opens some."""
    if limits.open_files is not None:
        _set(resource.RLIMIT_NOFILE, limits.open_files)


def _set(kind: int, amount: int) -> None:
    hardest = resource.getrlimit(kind)[1]
    if hardest != resource.RLIM_INFINITY:
        amount = min(amount, hardest)
    with suppress(ValueError):  # a limit below what is in use already: the watch ends the child
        resource.setrlimit(kind, (amount, amount))
