"""Small assignments in nbgrader's source form, and honest work on them, written down as text.

A file holds cells after lines like `# %% test square-test 2` (kind, grade id, points), then submissions after lines
like `# === square-as-text`, each with the cells it fills in differently than the author did. UNCHANGED leaves a cell as
it was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "graders" / "corpus"
SOLUTION = re.compile(r"(?ms)^( *)### BEGIN SOLUTION\n.*?### END SOLUTION")
HIDDEN = re.compile(r"(?ms)^ *### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?")
STUB = r"\1# YOUR CODE HERE\n\1raise NotImplementedError()"
UNCHANGED = "UNCHANGED"

Cell = dict[str, Any]
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Assignment:
    """One assignment: the author's cells, and what each submission holds in place of the author's answers."""

    name: str
    cells: tuple[tuple[str, str], ...]
    submissions: Mapping[str, Mapping[str, str]]

    @property
    def author(self) -> Notebook:
        """The notebook with solutions and hidden tests."""
        return notebook([made(head, text) for head, text in self.cells])

    @property
    def source_cells(self) -> dict[str, Cell]:
        """The graded and locked cells by grade id, as nbgrader's gradebook keeps them: hidden tests, no solutions."""
        cells = [made(head, _stub(head, text)) for head, text in self.cells]
        return {id_of(cell): cell for cell in cells if id_of(cell)}

    @property
    def release(self) -> Notebook:
        """The notebook as it is handed out."""
        return notebook([made(head, HIDDEN.sub("", _stub(head, text)).strip("\n")) for head, text in self.cells])

    def submission(self, name: str, release: Notebook | None = None) -> Notebook:
        """The notebook that was handed in under this name."""
        answers = self.submissions[name]
        handed_in = release or self.release
        for cell, (head, text) in zip(handed_in["cells"], self.cells, strict=True):
            if head.split()[0] in ("solution", "manual"):
                answer = answers.get(head.split()[1], text)
                cell["source"] = cell["source"] if answer == UNCHANGED else answer
        return handed_in


def assignments() -> dict[str, Assignment]:
    """All assignments of the corpus, by name."""
    return {path.stem: read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))}


def read(name: str, text: str) -> Assignment:
    """An assignment as it is written down."""
    own, *others = re.split(r"(?m)^# === ", text)
    submissions = {}
    for other in others:
        title, _, rest = other.partition("\n")
        submissions[title.strip()] = {head.strip(): body for head, body in _cells(rest)}
    return Assignment(name, tuple(_cells(own)), submissions)


def made(head: str, text: str) -> Cell:
    """The cell for `kind id points` and a text."""
    kind, id_, points = (*head.split(), "", "")[:3]
    kept: dict[str, Any] = {"schema_version": 3, "task": False}
    kept |= {"grade_id": id_, "solution": kind in ("solution", "manual"), "grade": kind in ("test", "manual")}
    kept["locked"] = kind in ("test", "locked")
    if kept["grade"]:
        kept["points"] = float(points)
    markdown = kind in ("text", "manual")
    cell: Cell = {"cell_type": "markdown" if markdown else "code", "source": text, "metadata": {}}
    if kind not in ("text", "plain"):
        cell["metadata"]["nbgrader"] = kept
    return cell if markdown else {**cell, "outputs": [], "execution_count": None}


def notebook(cells: list[Cell]) -> Notebook:
    """A notebook of these cells."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    named = [{**cell, "id": f"cell-{place}"} for place, cell in enumerate(cells)]
    return {"cells": named, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


def id_of(cell: Mapping[str, Any]) -> str:
    """A cell's grade id; "" for none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _stub(head: str, text: str) -> str:
    return "YOUR ANSWER HERE" if head.startswith("manual") else SOLUTION.sub(STUB, text)


def _cells(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"(?m)^# %% ", text)[1:]:
        head, _, body = part.partition("\n")
        yield head.strip(), body.strip("\n")
