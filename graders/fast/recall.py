"""What was graded before, compared with what lies there now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..batches.notebook import NotANotebook, Work, read_work


def changed(graded: Path, works: Mapping[str, Work]) -> list[str]:
    """The notebooks of which another version was graded: their marks are about another work."""
    return [name for name, work in works.items() if not same(work, graded / f"{name}.ipynb")]


def same(work: Work, graded: Path) -> bool:
    """Whether the graded notebook holds the same work: its cells, less what nbgrader restores."""
    try:
        then = read_work(graded.read_bytes())
    except (OSError, NotANotebook):
        return False
    return work.answers == then.answers and not work.own_cells - then.own_cells
