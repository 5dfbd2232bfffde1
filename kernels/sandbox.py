"""Which layers of the sandbox hold on this machine."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ..errors import OperatorError
from .values import Layer

_CONTAINER = "run gapless in a Linux container"
_ESSENTIAL = ("fork server", "files", "system calls", "network", "privileges")


@cache
def layers() -> tuple[Layer, ...]:
    """Every layer, and whether this machine's kernel gives it. Asked once: a running kernel doesn't change."""
    if not sys.platform.startswith("linux"):
        return tuple(Layer(name, False, f"{sys.platform} has none: {_CONTAINER}") for name in _ESSENTIAL)
    return tuple(_on_linux())


def cage_holds() -> bool:
    """Whether every layer is there that strangers' code must not run without."""
    return not _missing(layers())


def require_sandbox(found: Sequence[Layer] | None = None) -> None:
    """Refuse to go on where a layer is missing that strangers' code must not run without. Raises OperatorError."""
    missing = [
        layer for layer in (layers() if found is None else found) if layer.name in _ESSENTIAL and not layer.holds
    ]
    if missing:
        what = "; ".join(f"{layer.name}: {layer.why}" for layer in missing)
        remedy = "`gapless doctor` tells how to mend it; without --require-sandbox it runs all the same."
        raise OperatorError(f"The sandbox does not hold here: {what}", platform.platform(), remedy)


def _missing(found: Sequence[Layer]) -> list[Layer]:
    return [layer for layer in found if layer.name in _ESSENTIAL and not layer.holds]


def _on_linux() -> Iterator[Layer]:
    from . import groups, landlock
    from .seccomp import available
    from .syscalls import AUDIT

    known, machine = landlock.version(), platform.machine()
    filters = machine in AUDIT and available()
    no_filter = "this kernel has no seccomp" if machine in AUDIT else f"no table for {machine}: {_CONTAINER} on x86_64"
    yield Layer("fork server", True, "children start clean and end with their owner")
    yield Layer("limits", True, "rlimits of each process")
    yield Layer("files", known > 0, f"Landlock {known}" if known else "Landlock needs Linux 5.13, and to be enabled")
    yield Layer("signals", known >= 6 or filters, _signals(known, filters))
    yield Layer("system calls", filters, f"seccomp on {machine}" if filters else no_filter)
    yield Layer("network", filters, "no socket leads out" if filters else no_filter)
    yield Layer("privileges", machine in AUDIT, "none of root's, and no new ones" if machine in AUDIT else no_filter)
    base = groups.delegated()
    yield Layer("tree", *_tree(base))


def _signals(known: int, filters: bool) -> str:
    if known >= 6:
        return "Landlock keeps them inside"
    return "seccomp: a caged process signals only itself" if filters else "needs Landlock 6 (Linux 6.12)"


def _tree(base: Path | None) -> tuple[bool, str]:
    if base is not None:
        return True, f"control groups in {base} bound the memory of all processes together"
    if not Path("/proc/self/task").is_dir() or not list(Path("/proc/self/task").glob("*/children")):
        return False, "neither control groups nor /proc/…/children"
    return True, "no control group is delegated: a watch looks ten times a second, RLIMIT_AS bounds each process"
