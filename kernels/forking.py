"""What a fresh child does before its own work: leaves everything of the fork server's behind, and is shut in."""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from . import confine
from .groups import Group
from .linux import PR_SET_PDEATHSIG, prctl
from .values import UNCAGED, Cage, Limits, cage_from

_STANDARD = 3
_RESET = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Start:
    """What the fork server gives each child: the fence, its own process id, and perhaps a control group."""

    fence: confine.Fence
    zygote: int
    group: Group | None


@dataclass(frozen=True)
class Task:
    """What a child is for. `descriptors` are those it gets, by the number it gets them under."""

    target: str
    arguments: Mapping[str, Any]
    cwd: str
    environment: Mapping[str, str]
    descriptors: Mapping[int, int]
    limits: Limits | None
    cage: Cage | None

    @staticmethod
    def unsealed(sealed: int, descriptors: Mapping[int, int], limits: Limits | None) -> Task:
        """Read what the owner wrote for this child alone."""
        with os.fdopen(sealed, "rb") as file:
            body = json.loads(file.read())
        return Task(**{**body, "cage": cage_from(body["cage"])}, descriptors=descriptors, limits=limits)


def become(sealed: int, descriptors: Mapping[int, int], limits: Limits | None, start: Start) -> NoReturn:
    """Turn this fresh fork into the child that was asked for, and end it with its work."""
    code = UNCAGED
    try:
        _leave(start.zygote)
        task = Task.unsealed(sealed, descriptors, limits)
        _place({number: got for number, got in task.descriptors.items() if number < _STANDARD})
        os.chdir(task.cwd)
        _environment(task)
        _randomness()
        if start.group is not None:
            start.group.enter()
        if task.limits is not None:
            confine.limit(task.limits)
        if task.cage is not None:
            start.fence.shut(task.cage, task.limits)
        _place({number: got for number, got in task.descriptors.items() if number >= _STANDARD})
        _close_others(task.descriptors)
        if task.limits is not None:
            confine.limit_files(task.limits)
        code = 1
        _run(task)
        code = 0
    except SystemExit as leaving:
        code = _code(leaving)
    except BaseException:  # noqa: BLE001  the end of the process: told on its standard error, as Python does
        traceback.print_exc()
    finally:
        _flush()
        os._exit(code)


def _leave(zygote: int) -> None:
    """A session and signals of its own, and an end together with the fork server's."""
    os.setsid()
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != zygote:  # it died before we asked to be told
        os._exit(UNCAGED)
    signal.set_wakeup_fd(-1)
    for number in _RESET:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def _place(descriptors: Mapping[int, int]) -> None:
    """Put each descriptor under its number. By way of high numbers, so that none is overwritten before it moved."""
    above = max((*descriptors, _STANDARD)) + 1
    moved = {number: fcntl.fcntl(got, fcntl.F_DUPFD, above) for number, got in descriptors.items()}
    for number, got in moved.items():
        os.dup2(got, number, inheritable=True)


def _close_others(kept: Mapping[int, int]) -> None:
    lowest = 0
    for number in (*sorted({0, 1, 2, *kept}), os.sysconf("SC_OPEN_MAX")):
        if number > lowest:  # an empty range at 0 means everything to os.closerange
            os.closerange(lowest, number)
        lowest = number + 1


def _environment(task: Task) -> None:
    os.environ.clear()
    os.environ.update(task.environment)
    if task.cage is not None and task.cage.write:
        own = str(task.cage.write[0])
        os.environ.update({name: own for name in ("TMPDIR", "HOME") if name not in os.environ})
    if (tempfile := sys.modules.get("tempfile")) is not None:
        vars(tempfile)["tempdir"] = None  # looked up anew
    time.tzset()
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE")) or task.cage is not None
    # A started interpreter would have read it.
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path not in sys.path]
    sys.path[:0] = paths


def _randomness() -> None:
    """Children of one fork server must not draw the same numbers."""
    random.seed()
    if (numpy := sys.modules.get("numpy.random")) is not None:
        numpy.seed()


def _run(task: Task) -> None:
    module, _, function = task.target.partition(":")
    getattr(importlib.import_module(module), function)(**task.arguments)


def _code(leaving: SystemExit) -> int:
    if leaving.code is None or isinstance(leaving.code, int):
        return (leaving.code or 0) & 0xFF
    print(leaving.code, file=sys.stderr)
    return 1


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue  # nobody reads there any more, or the work closed it
