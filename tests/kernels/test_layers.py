"""Which layers hold, told without having to try: tables of both architectures, old kernels, control groups."""

from __future__ import annotations

import ctypes
import errno
import socket
import struct
from pathlib import Path

import pytest

from gapless.errors import OperatorError
from gapless.kernels import Layer, Limits, layers, require_sandbox, seccomp
from gapless.kernels.groups import delegated, make_group
from gapless.kernels.syscalls import AUDIT, NUMBERS

ALLOWED, KILLED = 0x7FFF0000, 0x80000000


def verdict(machine: str, call: str | int, *arguments: int, landlock: int = 7, alone: bool = False) -> int:
    """What the filter answers to a call: the errno, or ALLOWED; by the rules of classic BPF."""
    program = list(seccomp.program(machine, landlock, alone))
    number = call if isinstance(call, int) else NUMBERS[call][list(AUDIT).index(machine)]
    words = struct.pack("<IIQ6Q", number, AUDIT[machine], 0, *(n & 2**64 - 1 for n in (*arguments, *[0] * 6)[:6]))
    at, value = 0, 0
    while True:
        code, yes, no, operand = program[at]
        at += 1
        if code == 0x20:
            value = struct.unpack_from("<I", words, operand)[0]
        elif code == 0x54:
            value &= operand
        elif code == 0x06:
            return operand if operand in (ALLOWED, KILLED) else operand & 0xFFFF
        elif code == 0x05:
            at += operand
        else:
            at += yes if (value == operand if code == 0x15 else value > operand) else no


@pytest.mark.parametrize("machine", AUDIT)
def test_calls_are_judged_alike_on_every_architecture(machine: str):
    judged = {
        "ptrace": verdict(machine, "ptrace"),
        "clone3": verdict(machine, "clone3"),
        "connect": verdict(machine, "connect"),
        "fchmodat": verdict(machine, "fchmodat"),
        "newer": verdict(machine, 451),
        "read": verdict(machine, 63 if machine == "aarch64" else 0),
    }
    assert judged == {
        "ptrace": errno.EPERM,
        "clone3": errno.ENOSYS,
        "connect": errno.EACCES,
        "fchmodat": 0,
        "newer": errno.ENOSYS,
        "read": ALLOWED,
    }


@pytest.mark.parametrize("machine", AUDIT)
def test_sockets_are_local_streams(machine: str):
    flags = socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK
    assert verdict(machine, "socket", socket.AF_UNIX, socket.SOCK_STREAM | flags) == ALLOWED
    assert verdict(machine, "socket", socket.AF_UNIX, socket.SOCK_DGRAM) == errno.EAFNOSUPPORT
    assert verdict(machine, "socket", socket.AF_INET, socket.SOCK_STREAM) == errno.EAFNOSUPPORT


@pytest.mark.parametrize("machine", AUDIT)
def test_processes_can_be_forbidden_and_threads_not(machine: str):
    fork, thread, namespace = 17, 0x003D0F00, 0x10000011
    assert verdict(machine, "clone", fork) == ALLOWED
    assert verdict(machine, "clone", namespace) == errno.EPERM
    assert [verdict(machine, "clone", flags, alone=True) for flags in (fork, thread)] == [errno.EAGAIN, ALLOWED]


def test_an_old_landlock_is_made_up_for_by_the_filter():
    assert verdict("x86_64", "kill", 1, 9) == ALLOWED  # Landlock's business
    assert verdict("x86_64", "kill", 1, 9, landlock=5) == errno.EPERM
    assert verdict("x86_64", "kill", 0, 9, landlock=5) == ALLOWED
    assert verdict("x86_64", "tgkill", 1, 1, 9, landlock=5) == errno.EPERM
    assert verdict("x86_64", "truncate", landlock=2) == errno.EPERM


def test_another_architecture_than_the_filter_was_made_for_is_killed():
    program = list(seccomp.program("x86_64", 7, False))
    assert program[1:3] == [(0x15, 1, 0, AUDIT["x86_64"]), (0x06, 0, 0, KILLED)]


def test_the_layers_of_this_machine_are_told_with_their_reasons():
    found = layers()
    names = ["fork server", "limits", "files", "signals", "system calls", "network", "privileges", "tree"]
    assert [layer.name for layer in found] == names
    assert all(layer.why for layer in found)


def test_a_sandbox_that_does_not_hold_is_refused_by_name():
    found = [Layer("files", False, "Landlock needs Linux 5.13, and to be enabled"), Layer("tree", False, "no matter")]
    with pytest.raises(OperatorError) as refused:
        require_sandbox(found)
    assert "files: Landlock needs Linux 5.13" in str(refused.value)
    assert "tree" not in str(refused.value)
    require_sandbox([Layer("files", True, "Landlock 7")])


@pytest.fixture
def hierarchy(tmp_path: Path) -> Path:
    """Control groups as systemd lays them out for a user: the slice is delegated, the scope within is not ours."""
    root = tmp_path / "cgroup"
    for group, controllers in {
        "": "memory pids cpu",
        "user": "cpu",
        "user/app": "memory pids",
        "user/app/scope": "",
    }.items():
        (root / group).mkdir()
        (root / group / "cgroup.subtree_control").write_text(controllers)
        (root / group / "cgroup.procs").write_text("")
    (tmp_path / "self").write_text("1:name=systemd:/\n0::/user/app/scope\n")
    return root


def test_the_nearest_group_that_may_be_divided_is_taken(hierarchy: Path):
    assert delegated(str(hierarchy.parent / "self"), hierarchy) == hierarchy / "user" / "app"


def test_without_a_delegated_group_there_is_none(tmp_path: Path):
    (tmp_path / "self").write_text("4:memory:/\n0::/\n")
    assert delegated(str(tmp_path / "self"), tmp_path) is None


def test_a_group_bounds_memory_and_processes_of_a_tree(hierarchy: Path, monkeypatch: pytest.MonkeyPatch):
    base = hierarchy / "user" / "app"
    made = Path.mkdir

    def with_files(path: Path, *arguments: int) -> None:
        made(path)
        for name in ("memory.max", "memory.swap.max", "memory.oom.group", "pids.max", "cgroup.procs"):
            (path / name).write_text("")

    monkeypatch.setattr(Path, "mkdir", with_files)
    group = make_group(base, "child", Limits(memory_bytes=1 << 20, processes=4))
    assert group is not None
    group.enter()
    assert {path.name: path.read_text() for path in group.path.iterdir()} == {
        "memory.max": "1048576",
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": "260",
        "cgroup.procs": "0",
    }


def test_filters_are_known_without_installing_one():
    assert seccomp.available() is (ctypes.CDLL(None).prctl(21) == 0)  # PR_GET_SECCOMP: 0 where there are filters
