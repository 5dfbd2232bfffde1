"""How the tests of an author's notebook will be judged, asked before anybody hands anything in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ...kernels import Zygote
from .examine import PRELOAD, Strict
from .rehearsal import Plan
from .script import Cell, Notebook, facts, grade_id
from .values import Patience

PlanOf = Callable[[Notebook, Path], Plan]
"""The plan for an author's notebook, whose data files lie in this folder."""


@contextmanager
def rehearsing(cell: float = 30.0) -> Iterator[PlanOf]:
    """Rehearse authors' notebooks for the length of a block, with this many seconds for a cell.

    Raises OperatorError where processes can't be forked.
    """
    with Zygote(PRELOAD) as zygote:
        patience = Patience(cell=cell)

        def plan_of(notebook: Notebook, files: Path) -> Plan:
            return Strict(zygote.fork, [notebook], patience=patience, files=files).plan(handed_out(notebook))

        yield plan_of


def handed_out(notebook: Notebook) -> dict[str, Cell]:
    """An author's cells by grade id, as if the answers were handed out empty."""
    named = {grade_id(cell): cell for cell in notebook["cells"] if grade_id(cell)}
    return {id_: {**cell, "source": ""} if facts(cell).get("solution") else cell for id_, cell in named.items()}
