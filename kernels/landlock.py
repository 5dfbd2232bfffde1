"""Landlock: the folders a process can reach, and no others. https://docs.kernel.org/userspace-api/landlock.html"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Mapping

from .linux import syscall

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_PATH_BENEATH = 1
_ASK_VERSION = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
_FIRST = (1 << 13) - 1
_SINCE: Mapping[int, int] = {2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
TCP = 0b11
"""Binding and connecting, since version 4."""
SCOPES = 0b11
"""Abstract sockets and signals of processes outside, since version 6."""

READ = EXECUTE | READ_FILE | READ_DIR
WRITE = _FIRST | REFER | TRUNCATE
WRITE &= ~(MAKE_CHAR | MAKE_BLOCK)
_OF_FILES = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Landlock's version here, 0 where the kernel has none."""
    try:
        return syscall(_CREATE, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(rules: Iterable[tuple[int, int, bool]], known: int) -> None:
    """Let this thread, and all it starts, reach only what the rules name: (descriptor, rights, whether a folder).

    `known` is `version()`. The process must have given up new privileges before. Raises OSError.
    """
    handled = _FIRST | _sum(rights for since, rights in _SINCE.items() if known >= since)
    ruleset = _Ruleset(handled, TCP if known >= 4 else 0, SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    descriptor = syscall(_CREATE, ruleset, size, 0)
    try:
        for beneath, rights, folder in rules:
            allowed = rights & handled & (-1 if folder else _OF_FILES)
            syscall(_ADD, descriptor, _PATH_BENEATH, _Beneath(allowed, beneath), 0)
        syscall(_RESTRICT, descriptor, 0)
    finally:
        os.close(descriptor)


def _sum(rights: Iterable[int]) -> int:
    total = 0
    for each in rights:
        total |= each
    return total
