"""What every caged process may read: the interpreter, its packages and the system's libraries; no course, no secret."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from . import landlock

_PACKAGE = Path(__file__).resolve().parents[1]
_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/opt/conda")
# Single files, since a process of root owns /etc/shadow and could read it.
_SETTINGS = (
    *(
        "/etc/" + name
        for name in ("passwd", "group", "nsswitch.conf", "localtime", "timezone", "mime.types", "os-release")
    ),
    *(
        "/etc/" + name
        for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "alternatives", "fonts")
    ),
)
_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/version", "/proc/filesystems")
_PROCESSORS = ("/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup/cpu.max")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def always_readable() -> Iterator[tuple[Path, int]]:
    """Paths that exist here, with what may be done beneath them."""
    for name in (*_SYSTEM, *_SETTINGS, *_MACHINE, *_PROCESSORS):
        yield Path(name), landlock.READ
    for name in _DEVICES:
        yield Path(name), landlock.READ_FILE | landlock.WRITE_FILE
    for path in _interpreter():
        yield path, landlock.READ


def _interpreter() -> Iterator[Path]:
    """Python's own folders, and this package without the courses in it."""
    roots = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    roots |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    for root in sorted(Path(root).resolve() for root in roots):
        yield from without(root, _PACKAGE)
    yield from (path for path in _PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())


def without(root: Path, hidden: Path) -> Iterator[Path]:
    """Paths that cover all of the folder `root` but `hidden`, which may lie somewhere in it."""
    if not hidden.is_relative_to(root):
        yield root
    elif hidden != root:
        for path in root.iterdir():
            yield from without(path, hidden)
