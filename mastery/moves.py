"""What can come next for a student, as values."""

from __future__ import annotations

from dataclasses import dataclass

from .events import Purpose


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question on `skill`, for `purpose`, serving `hole`; one that can show `misconception` if there is one."""

    skill: str
    purpose: Purpose
    hole: str | None = None
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Detour:
    """Close the confirmed hole `hole` first, on its own page."""

    hole: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """`missing` are the direct prerequisites never mastered nor excused; () where the skill has no items to ask."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """`skill` is mastered; for a hole: no hole is there any more."""

    skill: str


Move = Ask | Detour | Blocked | Done
