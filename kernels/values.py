"""What a child may do and use, and how it went: plain values that travel between the caller and the fork server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

JSON = Any
"""What `json` can write: the values that cross from one process to another."""

UNCAGED = 121
"""Exit code of a child that could not be set up, or could not be shut in as asked; it ran nothing."""


@dataclass(frozen=True)
class Limits:
    """How much a child and everything it starts may use together; None is without limit.

    `cpu_seconds` of processor time; `memory_bytes` beyond what the fork server had loaded already; `file_bytes` in any
    one file and in all of the cage's write folders together; `open_files` in each process; `processes` beside the
    child itself, 0 for none (threads are not counted).
    """

    cpu_seconds: float | None = None
    memory_bytes: int | None = None
    file_bytes: int | None = None
    open_files: int | None = None
    processes: int | None = None

    def to_json(self) -> dict[str, JSON]:
        """As JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Cage:
    """The files a child can reach: it may read in `read`, read and write in `write`, and nothing more.

    The interpreter, its packages and the system's libraries are always readable; courses shipped inside the package
    are not. There is no network in a cage, ever. Each path names a folder or a file that exists.
    """

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()

    def to_json(self) -> dict[str, JSON]:
        """As JSON values."""
        return {"read": [str(path) for path in self.read], "write": [str(path) for path in self.write]}


@dataclass(frozen=True)
class Usage:
    """What a child used so far, or in all once it has ended: processor seconds, and bytes of memory at its largest.

    `peak_bytes` counts pages it shares with the fork server as its own.
    """

    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Layer:
    """One layer of the sandbox on this machine: whether it `holds`, and `why` it does or doesn't."""

    name: str
    holds: bool
    why: str


def limits_from(facts: Mapping[str, JSON] | None) -> Limits | None:
    """The limits that `to_json` wrote."""
    return None if facts is None else Limits(**facts)


def cage_from(facts: Mapping[str, JSON] | None) -> Cage | None:
    """The cage that `to_json` wrote."""
    return None if facts is None else Cage(*(tuple(map(Path, facts[name])) for name in ("read", "write")))
