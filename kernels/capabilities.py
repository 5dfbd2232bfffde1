"""Gives up every privilege of root, for good: what runs afterwards is bound by files' owners and modes like anyone."""

from __future__ import annotations

import ctypes
import os
import platform
from contextlib import suppress

from .linux import PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, PR_CAPBSET_DROP, prctl, syscall

_CAPSET = {"x86_64": 126, "aarch64": 91}
_VERSION_3 = 0x20080522
_MOST = 64


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    """Effective, permitted and inheritable, twice: 64 capabilities in words of 32."""

    _fields_ = (("words", ctypes.c_uint32 * 6),)


def drop_capabilities() -> None:
    """Empty every capability set of this thread. Raises OSError when the kernel keeps one."""
    if os.geteuid() == 0:
        _empty_bounding_set()
        with suppress(OSError):  # kernels before 4.3 have no ambient set, and so nothing in it
            prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    syscall(_CAPSET[platform.machine()], _Header(_VERSION_3, 0), _Sets())


def _empty_bounding_set() -> None:
    """Without it, a program that root starts gets its capabilities back."""
    for number in range(_MOST):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            return  # past the last one this kernel knows, or there was none to begin with
