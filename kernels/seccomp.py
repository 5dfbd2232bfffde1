"""The system calls a caged process is refused, as a seccomp filter: tables of what, and the program made from them.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .linux import PR_SET_SECCOMP, prctl
from .syscalls import AUDIT, LAST, number_of

_MODE_FILTER = 2
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_LOAD, _EQUAL, _ABOVE, _JUMP, _AND, _RETURN = 0x20, 0x15, 0x25, 0x05, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

REFUSED: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in {
            # Other processes, and the kernel's own insides.
            errno.EPERM: "ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd pidfd_send_signal process_madvise"
            " process_mrelease perf_event_open bpf userfaultfd keyctl add_key request_key init_module finit_module"
            " delete_module create_module kexec_load kexec_file_load reboot syslog modify_ldt personality iopl ioperm"
            " migrate_pages move_pages setpriority ioprio_set lookup_dcookie nfsservctl vhangup acct"
            # Other views of the files, and the clock.
            " mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr unshare"
            " setns swapon swapoff quotactl quotactl_fd name_to_handle_at open_by_handle_at mknod mknodat"
            " sethostname setdomainname settimeofday clock_settime adjtimex clock_adjtime"
            # What Landlock does not guard: owners and attributes of files, and news of changes.
            " chown fchown lchown fchownat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr"
            " inotify_init inotify_init1 inotify_add_watch fanotify_init"
            # Memory that nobody counts and that outlives its maker.
            " shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl semget semop semctl semtimedop mq_open mq_unlink"
            " memfd_create memfd_secret"
            # A process that left the session would outlive its kill.
            " setsid setpgid",
            # Nor modes and times. These seem to succeed and do nothing, since copying a file would fail otherwise.
            0: "chmod fchmod fchmodat utime utimes utimensat futimesat",
            # A socket in a cage can be listened on, by whoever put it in the cage, and never leads out.
            errno.EACCES: "connect",
            # Programs do without these, where a kernel is too old for them.
            errno.ENOSYS: "clone3 io_uring_setup io_uring_enter io_uring_register",
        }.items()
        for name in names.split()
    }
)


@dataclass(frozen=True)
class Test:
    """What one argument must be: `argument & mask` one of `values`; or none of them, where `refuse`."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    refuse: bool = False


_NEW_NAMESPACES = 0x7E020080  # CLONE_NEW… of include/uapi/linux/sched.h, all together
_THREAD = 0x00010000
_STREAMS = (socket.SOCK_STREAM, 5)  # 5: SOCK_SEQPACKET. A datagram socket reaches others without connecting.
_LOCAL = (Test(0, (socket.AF_UNIX,)), Test(1, _STREAMS, mask=0xF))
_OWN = Test(0, (0,))
_NO_NEW = Test(0, (0,), mask=_NEW_NAMESPACES)
_TERMINAL = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX type into a terminal
_OWNERS = (8, 15)  # F_SETOWN and F_SETOWN_EX make the kernel send signals

WITHIN: Mapping[str, tuple[int, tuple[Test, ...]]] = MappingProxyType(
    {
        "socket": (errno.EAFNOSUPPORT, _LOCAL),
        "socketpair": (errno.EAFNOSUPPORT, _LOCAL),
        "clone": (errno.EPERM, (_NO_NEW,)),
        "prlimit64": (errno.EPERM, (_OWN,)),
        "sched_setaffinity": (errno.EPERM, (_OWN,)),
        # Nothing happens, and no error is told: threads of libzmq abort when they can't set their own policy.
        "sched_setscheduler": (0, (_OWN,)),
        "sched_setparam": (0, (_OWN,)),
        "sched_setattr": (errno.EPERM, (_OWN,)),
        "ioctl": (errno.EPERM, (Test(1, _TERMINAL, refuse=True),)),
        "fcntl": (errno.EPERM, (Test(1, _OWNERS, refuse=True),)),
    }
)
"""Calls whose arguments are looked at: the error otherwise, and the tests of which all must pass."""

Instruction = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def restrict(machine: str, landlock: int, alone: bool) -> None:
    """Refuse this thread, and all it starts, the calls above. The process must have given up new privileges before.

    `landlock` is its version: what an old one doesn't guard is refused here. `alone` refuses further processes.
    """
    packed = b"".join(struct.pack("HBBI", *each) for each in program(machine, landlock, alone))
    kept = ctypes.create_string_buffer(packed)
    whole = _Program(len(packed) // 8, ctypes.addressof(kept))
    prctl(PR_SET_SECCOMP, _MODE_FILTER, ctypes.pointer(whole))


def program(machine: str, landlock: int, alone: bool) -> Iterator[Instruction]:
    """The filter as instructions of classic BPF: code, jump if true, jump if false, operand."""
    refused, within = _tables(landlock, alone)
    yield from ((_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, AUDIT[machine]), (_RETURN, 0, 0, _KILL))
    yield (_LOAD, 0, 0, _NUMBER)
    # Calls of the x32 interface carry a high bit and are refused by this as well.
    yield from ((_ABOVE, 0, 1, LAST), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS))
    for name, error in refused.items():
        if (number := number_of(name, machine)) is not None:
            yield from ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | error))
    for name, (error, tests) in within.items():
        if (number := number_of(name, machine)) is not None:
            block = [*_block(tests, error), (_RETURN, 0, 0, _ALLOW)]
            yield from ((_EQUAL, 0, len(block), number), *block)
    yield (_RETURN, 0, 0, _ALLOW)


def _block(tests: Sequence[Test], error: int) -> Iterator[Instruction]:
    for test in tests:
        yield from ((_LOAD, 0, 0, _ARGUMENTS + 8 * test.argument), (_AND, 0, 0, test.mask))
        for left, value in reversed([*enumerate(reversed(test.values))]):
            # A match leads past one instruction behind the last value: the error, or the jump past the error.
            yield (_EQUAL, left + 1, 0, value)
        if test.refuse:
            yield (_JUMP, 0, 0, 1)
        yield (_RETURN, 0, 0, _ERRNO | error)


def _tables(landlock: int, alone: bool) -> tuple[dict[str, int], dict[str, tuple[int, tuple[Test, ...]]]]:
    refused, within = dict(REFUSED), dict(WITHIN)
    if alone:
        refused |= {"fork": errno.EAGAIN, "vfork": errno.EAGAIN}
        within["clone"] = (errno.EAGAIN, (_NO_NEW, Test(0, (_THREAD,), mask=_THREAD)))
    if landlock < 6:  # signals to others
        me = os.getpid()
        within["kill"] = (errno.EPERM, (Test(0, (0, me, 2**32 - me)),))
        within |= {name: (errno.EPERM, (Test(0, (me,)),)) for name in ("tgkill", "rt_sigqueueinfo")}
        refused |= {"tkill": errno.EPERM, "rt_tgsigqueueinfo": errno.EPERM}
    if landlock < 3:
        refused["truncate"] = errno.EPERM
    return refused, within


def available() -> bool:
    """Whether this kernel takes filters."""
    try:
        # A filter at the null address: a kernel with filters complains of the address, one without of the mode.
        prctl(PR_SET_SECCOMP, _MODE_FILTER, 0)
    except OSError as refused:
        return refused.errno == errno.EFAULT
    return False
