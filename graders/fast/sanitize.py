"""A handed-in notebook made fit for grading: what nbgrader's sanitizing preprocessors do, as functions over its JSON.

What the gradebook knows of a cell always wins over what the notebook says of it: the student could have edited that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from .plan import GradedCell, NotebookPlan, SourceCell
from .settings import Running

Cell = dict[str, Any]

_TRANSIENT = ("collapsed", "scrolled")
_FACTS = ("schema_version", "grade", "grade_id", "locked", "solution", "task", "points", "cell_type", "checksum")


def sanitized(notebook: Mapping[str, Any], plan: NotebookPlan, running: Running) -> tuple[dict[str, Any], list[str]]:
    """The notebook as it is graded, and what was found amiss, in sentences for the teacher.

    The notebook is one that `batches.notebook.read_work` found sound; it is not changed.
    """
    notes: list[str] = []
    cells = [_normal(cell) for cell in notebook["cells"]]
    if running.clear:
        for cell in cells:
            _clear(cell)
    _deduplicate(cells, notes)
    for cell in cells:
        _overwrite(cell, plan, notes)
    if running.add_missing:
        _add_missing(cells, plan, running.missing_words)
    metadata = dict(notebook["metadata"]) if isinstance(notebook.get("metadata"), dict) else {}
    if plan.kernelspec:
        metadata["kernelspec"] = dict(plan.kernelspec)
    minor = notebook.get("nbformat_minor")
    return {
        "cells": cells,
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": minor if isinstance(minor, int) and 0 <= minor <= 5 else 4,
    }, notes


def facts(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """What nbgrader keeps with a cell; {} for a cell it knows nothing of."""
    kept = cell["metadata"].get("nbgrader")
    return kept if isinstance(kept, dict) else {}


def unanswered(cell: Mapping[str, Any]) -> bool:
    """Whether a cell is what was handed out, by nbgrader's fingerprint of its text, its kind and its rules
    (nbgrader.utils.compute_checksum)."""
    known = facts(cell)
    parts = [cell["source"], cell["cell_type"]]
    parts += [str(known["grade"]), str(known["solution"]), str(_is_locked(known)), known["grade_id"]]
    if known["grade"]:
        parts.append(str(float(known["points"])))
    found = hashlib.md5("".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return known.get("checksum") == found


def as_cell(source: SourceCell, plan: NotebookPlan) -> Cell:
    """The author's cell, in nbformat's form."""
    cell: Cell = {"cell_type": source.cell_type, "metadata": {}, "source": source.source}
    if source.cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    cell["metadata"]["nbgrader"] = _known(source, plan)
    return cell


def _normal(cell: Mapping[str, Any]) -> Cell:
    """A copy whose text is one string and whose parts have the types that nbformat demands."""
    text = cell["source"]
    normal: Cell = {
        **cell,
        "metadata": dict(cell["metadata"]),
        "source": text if isinstance(text, str) else "".join(text),
    }
    if normal["cell_type"] == "code":
        outputs, count = cell.get("outputs"), cell.get("execution_count")
        normal["outputs"] = [one for one in outputs if isinstance(one, dict)] if isinstance(outputs, list) else []
        normal["execution_count"] = count if isinstance(count, int) else None
    else:
        normal.pop("outputs", None)
        normal.pop("execution_count", None)
        if normal["cell_type"] != "markdown":
            normal["cell_type"] = "raw"
    return normal


def _clear(cell: Cell) -> None:
    if cell["cell_type"] == "code":
        cell |= {"outputs": [], "execution_count": None}
        for name in _TRANSIENT:
            cell["metadata"].pop(name, None)


def _deduplicate(cells: list[Cell], notes: list[str]) -> None:
    """Of cells with one grade id the last keeps it; the others become the student's own cells."""
    seen: set[str] = set()
    for cell in reversed(cells):
        id = facts(cell).get("grade_id")
        if isinstance(id, str) and id in seen:
            del cell["metadata"]["nbgrader"]
            notes.append(f"the cell {id} is there twice; the last one counts.")
        elif isinstance(id, str):
            seen.add(id)


def _overwrite(cell: Cell, plan: NotebookPlan, notes: list[str]) -> None:
    """Put a cell back as the gradebook knows it; one that it does not know becomes the student's own."""
    id = facts(cell).get("grade_id")
    source = plan.sources.get(id) if isinstance(id, str) else None
    if source is None:
        cell["metadata"].pop("nbgrader", None)
        return
    known = _known(source, plan)
    edited = [name for name in ("grade", "solution", "points") if facts(cell).get(name) != known.get(name)]
    if cell["cell_type"] != source.cell_type:
        _retype(cell, source.cell_type)
        edited.append("cell_type")
    if edited:
        notes.append(f"what nbgrader keeps with the cell {id} was changed ({', '.join(edited)}); it is put back.")
    own = facts(cell).get("locked")
    if isinstance(own, bool) and _is_locked({**known, "locked": own}) == source.locked:
        known["locked"] = own
    if not known["task"] and "task" not in facts(cell):
        del known["task"]  # as older notebooks have it
    cell["metadata"]["nbgrader"] = known
    if source.locked and cell["source"] != source.source:
        cell["source"] = source.source


def _known(source: SourceCell, plan: NotebookPlan) -> dict[str, Any]:
    graded: GradedCell | None = plan.graded.get(source.name)
    task = graded is not None and graded.task
    known: dict[str, Any] = {
        "schema_version": 3,
        "grade": graded is not None and not task,
        "grade_id": source.name,
        "locked": source.locked,
        "solution": source.name in plan.solutions,
        "task": task,
        "cell_type": source.cell_type,
    }
    if graded is not None:
        known["points"] = graded.max_score
    if source.checksum is not None:
        known["checksum"] = source.checksum
    return known


def _is_locked(known: Mapping[str, Any]) -> bool:
    """Whether a cell's text is put back; a test's is, whatever its own `locked` says."""
    return not known["solution"] and bool(known["grade"] or known["locked"])


def _retype(cell: Cell, kind: str) -> None:
    cell["cell_type"] = kind
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _add_missing(cells: list[Cell], plan: NotebookPlan, words: str) -> None:
    """Put missing graded cells back: behind the cell they followed, tasks at the end (nbgrader's add_missing_cells)."""
    order = list(plan.sources)
    for name, graded in plan.graded.items():
        at = {facts(cell).get("grade_id"): index for index, cell in enumerate(cells)}
        if name in at or name not in plan.sources:
            continue
        added = as_cell(plan.sources[name], plan)
        notice = words.format(cell_id=name)
        added["source"] = ("# " if added["cell_type"] == "code" else "") + notice + added["source"]
        before = next((at[one] for one in reversed(order[: order.index(name)]) if one in at), -1)
        cells.insert(len(cells) if graded.task else before + 1, added)
