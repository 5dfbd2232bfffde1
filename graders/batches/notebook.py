"""A handed-in notebook read as bare JSON: importing nbformat takes over a second, and nothing in it is trusted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

DEEPEST = 100
"""Levels of a notebook's JSON."""


class NotANotebook(ValueError):
    """These bytes are no notebook; says what is the matter with them."""


@dataclass(frozen=True)
class Work:
    """A notebook's cells, the sha256 of the very bytes it came in, and what else stands in it, of which nothing is
    known."""

    cells: tuple[Mapping[str, Any], ...]
    digest: str
    rest: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def graded(self) -> frozenset[str]:
        """The ids of its graded cells."""
        return frozenset(id for cell, id in self._named if facts(cell).get("grade") or facts(cell).get("task"))

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """What stands in the cells that are the student's to fill, by grade id."""
        return {id: source(cell) for cell, id in self._named if facts(cell).get("solution") or facts(cell).get("task")}

    @cached_property
    def own_cells(self) -> Counter[str]:
        """What stands in the cells that the student added."""
        return Counter(source(cell) for cell in self.cells if not facts(cell))

    @property
    def _named(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        for cell in self.cells:
            id = facts(cell).get("grade_id")
            if isinstance(id, str):
                yield cell, id


def read_work(content: bytes) -> Work:
    """The notebook in these bytes. Raises NotANotebook."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        notebook = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise NotANotebook("it is not UTF-8 text") from None
    except json.JSONDecodeError as trouble:
        raise NotANotebook(f"line {trouble.lineno}: {trouble.msg}") from None
    except RecursionError:
        raise NotANotebook("its parts lie too deep in each other") from None
    except ValueError as trouble:  # a number of more digits than Python reads
        raise NotANotebook(str(trouble).partition(";")[0]) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(map(_is_cell, cells)) or notebook.get("nbformat") != 4:
        raise NotANotebook("it is not of format 4")
    if not _shallow(notebook):
        raise NotANotebook("its parts lie too deep in each other")
    return Work(tuple(cells), digest, {name: part for name, part in notebook.items() if name != "cells"})


def facts(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """What nbgrader keeps with a cell; {} for a cell it knows nothing of."""
    kept = cell["metadata"].get("nbgrader")
    return kept if isinstance(kept, dict) else {}


def source(cell: Mapping[str, Any]) -> str:
    """A cell's text."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def _shallow(notebook: Any) -> bool:
    """Whether no part lies deeper than a notebook's parts do, so that whatever writes it again can."""
    layer = [notebook]
    for _ in range(DEEPEST):
        layer = [part for whole in layer for part in _parts(whole) if isinstance(part, dict | list)]
        if not layer:
            return True
    return False


def _parts(whole: Any) -> Any:
    return whole.values() if isinstance(whole, dict) else whole


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    text = cell.get("source")
    lines = isinstance(text, list) and all(isinstance(line, str) for line in text)
    return isinstance(cell.get("cell_type"), str) and (isinstance(text, str) or lines)
