"""Ways out of the cage, one by one; each must end in a refusal. The cage holds one folder, the job's."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cell
import psutil
import pytest

from gapless.kernels import UNCAGED, Cage, Limits, Zygote

Tell = Callable[..., dict[str, Any]]
ROOT = Path(__file__).parents[2]

FILES = {
    "reads a neighbour's file": ("open(other + '/marks.txt').read()", "EACCES"),
    "lists a neighbour's folder": ("import os; os.listdir(other)", "EACCES"),
    "lists the folder above": ("import os; os.listdir('..')", "EACCES"),
    "writes beside": ("open(other + '/mine', 'w')", "EACCES"),
    "changes a neighbour's file": ("open(other + '/marks.txt', 'a')", "EACCES"),
    "cuts a neighbour's file": ("import os; os.truncate(other + '/marks.txt', 0)", "EACCES"),
    "deletes a neighbour's file": ("import os; os.unlink(other + '/marks.txt')", "EACCES"),
    "moves a neighbour's file in": ("import os; os.rename(other + '/marks.txt', 'marks')", "EACCES"),
    "links a neighbour's file in": ("import os; os.link(other + '/marks.txt', 'marks')", "EXDEV"),
    "follows its own link out": ("import os; os.symlink(other + '/marks.txt', 'm'); open('m').read()", "EACCES"),
    "makes a folder beside": ("import os; os.mkdir(other + '/new')", "EACCES"),
    "makes a device": ("import os, stat; os.mknod('disk', 0o600 | stat.S_IFBLK, os.makedev(254, 0))", "EPERM"),
    "takes a file over": ("import os; os.chown(other + '/marks.txt', 1000, 1000)", "EPERM"),
    "watches a neighbour": (
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        "if libc.inotify_init1(0) < 0: raise OSError(ctypes.get_errno(), '')",
        "EPERM",
    ),
    "reads password hashes": ("open('/etc/shadow').read()", "EACCES"),
    "reads the shared memory of others": ("import os; os.listdir('/dev/shm')", "EACCES"),
    "writes into /tmp": ("open('/tmp/gapless-cage-was-here', 'w')", "EACCES"),
    "reads the answers of a shipped course": (
        f"open({str(ROOT / 'courses/fractions/course.toml')!r}).read()",
        "EACCES",
    ),
    "writes into the packages": (f"open({str(ROOT / 'kernels/evil.py')!r}, 'w')", "EACCES"),
    "lists all processes": ("import os; os.listdir('/proc')", "EACCES"),
    "reads the fork server's environment": ("open(f'/proc/{zygote}/environ', 'rb').read()", "EACCES"),
    "reads its owner's environment": ("open(f'/proc/{owner}/environ', 'rb').read()", "EACCES"),
    "reads its owner's memory": ("open(f'/proc/{owner}/mem', 'rb').read(1)", "EACCES"),
    "goes through its owner's root": ("import os; os.listdir(f'/proc/{owner}/root/')", "EACCES"),
    "takes its owner's open files": ("import os; os.listdir(f'/proc/{owner}/fd')", "EACCES"),
}

_IN_A_FORK = """
import os
if os.fork() == 0:
    try:
        {call}
    except OSError as refused:
        os._exit(refused.errno)
    os._exit(0)
raise OSError(os.waitstatus_to_exitcode(os.wait()[1]), '')
"""
PROCESSES = {
    "kills the fork server": ("import os; os.kill(zygote, 9)", "EPERM"),
    "kills its owner": ("import os; os.kill(owner, 9)", "EPERM"),
    "stops a sibling": ("import os; os.kill(sibling, 19)", "EPERM"),
    "signals by a pidfd": ("import os, signal; signal.pidfd_send_signal(os.pidfd_open(zygote), 9)", "EPERM"),
    "leaves its session": (_IN_A_FORK.format(call="os.setsid()"), "EPERM"),
    "leaves its group": (_IN_A_FORK.format(call="os.setpgid(0, 0)"), "EPERM"),
    "starves its owner": ("import resource; resource.prlimit(owner, resource.RLIMIT_CPU, (0, 0))", "EPERM"),
    "slows its owner": ("import os; os.setpriority(os.PRIO_PROCESS, owner, 19)", "EPERM"),
    "pins its owner": ("import os; os.sched_setaffinity(owner, {0})", "EPERM"),
    "becomes somebody": ("import os; os.setuid(12345)", "EPERM"),
    "joins a group": ("import os; os.setgroups([0])", "EPERM"),
    "changes its root": ("import os; os.chroot('.')", "EPERM"),
}

_CALL = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall({arguments}) < 0: raise OSError(ctypes.get_errno(), '')
"""
# By number, for x86_64 and aarch64.
CALLS = {
    "traces its owner": ((101, 117), "16, owner, 0, 0", "EPERM"),
    "reads another's memory": ((310, 270), "owner, 0, 0, 0, 0, 0", "EPERM"),
    "takes a descriptor of another": ((438, 438), "3, 0, 0", "EPERM"),
    "mounts": ((165, 40), "b'none', b'.', b'tmpfs', 0, 0", "EPERM"),
    "makes a namespace": ((272, 97), "0x10000000", "EPERM"),
    "clones into a namespace": ((56, 220), "0x10000011, 0, 0, 0, 0", "EPERM"),
    "clones the new way": ((435, 435), "0, 0", "ENOSYS"),
    "loads a program into the kernel": ((321, 280), "0, 0, 0", "EPERM"),
    "measures others": ((298, 241), "0, -1, 0, -1, 0", "EPERM"),
    "opens a ring": ((425, 425), "1, 0", "ENOSYS"),
    "opens by handle": ((304, 265), "0, 0, 0", "EPERM"),
    "takes shared memory": ((29, 194), "1, 4096, 0o1000", "EPERM"),
    "takes nameless memory": ((319, 279), "b'x', 0", "EPERM"),
    "uses a key ring": ((250, 219), "0, -3, 0", "EPERM"),
    "calls what is newer than the filter": ((460, 460), "0, 0, 0", "ENOSYS"),
}

SOCKETS = {
    "TCP": ("socket.socket(socket.AF_INET, socket.SOCK_STREAM)", "EAFNOSUPPORT"),
    "UDP": ("socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", "EAFNOSUPPORT"),
    "IPv6": ("socket.socket(socket.AF_INET6)", "EAFNOSUPPORT"),
    "raw": ("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", "EAFNOSUPPORT"),
    "netlink": ("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "EAFNOSUPPORT"),
    "the host": ("socket.socket(40)", "EAFNOSUPPORT"),
    "packets": ("socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "EAFNOSUPPORT"),
    "local datagrams": ("socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)", "EAFNOSUPPORT"),
    "local datagram pairs": ("socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)", "EAFNOSUPPORT"),
    "a local server": ("socket.socket(socket.AF_UNIX).connect(other + '/door')", "EACCES"),
    "an abstract server": ("socket.socket(socket.AF_UNIX).connect('\\0gapless-test')", "EACCES"),
    "a name": ("socket.create_connection(('localhost', 80))", "gaierror"),
}


@pytest.mark.parametrize(("code", "refusal"), FILES.values(), ids=FILES.keys())
def test_no_file_but_its_own(caged: Tell, job: Path, code: str, refusal: str):
    assert caged(code) == {"error": refusal}
    assert (job.parent / "other" / "marks.txt").read_text() == "mia: 7\n"
    assert [path.name for path in (job.parent / "other").iterdir()] == ["marks.txt"]


def test_modes_and_times_of_others_stay(caged: Tell, job: Path):
    marks = job.parent / "other" / "marks.txt"
    before = marks.stat()
    caged("import os; os.chmod(other + '/marks.txt', 0o777); os.utime(other + '/marks.txt', (0, 0))")
    assert (marks.stat().st_mode, marks.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


@pytest.mark.parametrize(("code", "refusal"), PROCESSES.values(), ids=PROCESSES.keys())
def test_no_process_but_its_own(zygote: Zygote, caged: Tell, job: Path, code: str, refusal: str):
    with cell.start(zygote, "import time; time.sleep(60)", job, cage=Cage((), (job,))) as sibling:
        assert caged(code, given={"sibling": sibling.pid}) in ({"error": refusal}, {"error": refusal.title()})
        assert sibling.poll() is None
        assert psutil.Process(sibling.pid).status() != psutil.STATUS_STOPPED
    assert psutil.pid_exists(zygote.pid)


def test_killing_everybody_reaches_nobody_outside(zygote: Zygote, caged: Tell, job: Path):
    with cell.start(zygote, "import time; time.sleep(60)", job, cage=Cage((), (job,))) as sibling:
        caged("import os, signal; signal.signal(15, signal.SIG_IGN); os.kill(-1, 15)")
        assert (sibling.poll(), psutil.pid_exists(zygote.pid)) == (None, True)


@pytest.mark.parametrize(("numbers", "arguments", "refusal"), CALLS.values(), ids=CALLS.keys())
def test_no_system_call_that_leads_out(caged: Tell, numbers: tuple[int, int], arguments: str, refusal: str):
    number = numbers[("x86_64", "aarch64").index(os.uname().machine)]
    assert caged(_CALL.format(arguments=f"{number}, {arguments}")) == {"error": refusal}


@contextmanager
def listening(address: str) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        yield


@pytest.mark.parametrize(("code", "refusal"), SOCKETS.values(), ids=SOCKETS.keys())
def test_no_network(caged: Tell, job: Path, code: str, refusal: str):
    with listening(f"/{job.parent}/other/door"), listening("\0gapless-test"):
        error = caged(f"import socket; {code}")
    assert error == {"error": refusal} or (refusal == "gaierror" and error == {"error": "?"})


def test_a_program_it_starts_is_in_the_cage_too(caged: Tell):
    code = "import subprocess; result = subprocess.run(['/bin/cat', other + '/marks.txt']).returncode"
    assert caged(code) == {"result": 1}


def test_a_program_it_starts_has_no_privileges(caged: Tell):
    code = "import os; result = os.popen('grep -E ^Cap.?[pebnm] /proc/self/status; id -u').read(); os.setuid(1)"
    assert caged(code) == {"error": "EPERM"}


def test_a_thread_is_in_the_cage_too(caged: Tell):
    code = """
import threading
def look():
    global result
    try: open(other + '/marks.txt')
    except OSError as refused: result = refused.errno
thread = threading.Thread(target=look); thread.start(); thread.join()
"""
    assert caged(code) == {"result": 13}


def test_its_limits_can_not_be_raised(caged: Tell):
    code = "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))"
    assert caged(code, limits=Limits(memory_bytes=1 << 28)) == {"error": "ValueError"}


BOMBS = {
    "processes": ("import os\nwhile True: os.fork()", Limits(processes=30)),
    "memory": (
        "import os, time\nfor _ in range(6):\n  if not os.fork(): break\nhog = b'x' * (40 << 20); time.sleep(60)",
        Limits(memory_bytes=100 << 20, processes=10),
    ),
    "files": (
        "import time\nfor n in range(90): open(f'{n}', 'wb').write(bytes(1 << 20))\ntime.sleep(60)",
        Limits(file_bytes=40 << 20),
    ),
    "cpu": ("while True: pass", Limits(cpu_seconds=1)),
}


@pytest.mark.parametrize("over", BOMBS)
def test_a_bomb_ends_with_all_it_started(zygote: Zygote, job: Path, over: str):
    code, limits = BOMBS[over]
    with cell.start(zygote, code, job, cage=Cage((), (job,)), limits=limits) as child:
        assert child.wait(30) in (-signal.SIGKILL, -signal.SIGXCPU)
        assert child.over == over
    assert not [p for p in psutil.Process(zygote.pid).children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]


REFUSED = {
    "one large allocation": ("bytearray(1 << 30)", Limits(memory_bytes=100 << 20), "MemoryError"),
    "one large file": ("open('f', 'wb').write(bytes(9 << 20))", Limits(file_bytes=1 << 20), "EFBIG"),
    "many open files": ("held = [open('/dev/null') for _ in range(99)]", Limits(open_files=40), "EMFILE"),
    "a process": ("import os; os.fork()", Limits(processes=0), "EAGAIN"),
    "a program": ("import subprocess; subprocess.run(['/bin/true'])", Limits(processes=0), "EAGAIN"),
}


@pytest.mark.parametrize(("code", "limits", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_a_limit_is_an_error_where_it_can_be_one(caged: Tell, code: str, limits: Limits, refusal: str):
    assert caged(code, limits=limits) == {"error": refusal}


def test_threads_are_no_processes(caged: Tell):
    code = "import threading; t = threading.Thread(target=int); t.start(); t.join(); result = 'ran'"
    assert caged(code, limits=Limits(processes=0)) == {"result": "ran"}


HONEST = {
    "writes and reads its own files": "open('a', 'w').write('mine'); result = open('a').read()",
    "copies a file": "import shutil; open('a', 'w').write('mine'); shutil.copy2('a', 'b'); result = open('b').read()",
    "uses temporary files": "import tempfile\nwith tempfile.TemporaryFile() as f: f.write(b'x')\nresult = 'mine'",
    "runs a program": "import subprocess; result = subprocess.getoutput('echo mine')",
    "waits asynchronously": "import asyncio; asyncio.run(asyncio.sleep(0)); result = 'mine'",
    "knows the time and its user": "import pwd, os, time; time.localtime(); pwd.getpwuid(os.getuid()); result = 'mine'",
    "imports what is installed": "import decimal, numpy; result = 'mine'",
    "ends what it started": "import subprocess as s; p = s.Popen(['sleep', '9']); p.kill(); p.wait(); result = 'mine'",
}


@pytest.mark.parametrize("code", HONEST.values(), ids=HONEST.keys())
def test_honest_work_goes_on(caged: Tell, code: str):
    assert caged(code) == {"result": "mine"}


def test_a_cage_that_can_not_be_shut_runs_nothing(zygote: Zygote, job: Path):
    with cell.start(zygote, "open('ran', 'w')", job, cage=Cage((job / "missing",), (job,))) as child:
        assert child.wait(10) == UNCAGED
    assert list(job.iterdir()) == []
