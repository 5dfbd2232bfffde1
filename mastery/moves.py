"""What can come next for a student, as values."""

from __future__ import annotations

from dataclasses import dataclass

from .events import Purpose
from .support import Support


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question on `skill`, for `purpose`, serving `hole`; one that can show `misconception` if there is one.

    It should tell `rivals` from it, too. `support` is what it comes with after questions without progress.
    """

    skill: str
    purpose: Purpose
    hole: str | None = None
    misconception: str | None = None
    rivals: frozenset[str] = frozenset()
    support: Support | None = None


@dataclass(frozen=True, slots=True)
class Park:
    """Let `skill` wait after `questions` that did not rise, and practise `prerequisite` as a hole meanwhile."""

    skill: str
    prerequisite: str
    questions: int


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
    """`skill` is mastered; for a hole: no hole is there any more; for a mixed check: nothing is due, `skill` is ""."""

    skill: str


Move = Ask | Detour | Blocked | Park | Done
