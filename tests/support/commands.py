"""What a command line test gets and calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code and what it said."""

    code: int
    out: str
    err: str


Gapless = Callable[..., Ran]
