"""Notebooks from templates: a `%% kind metadata` line begins each cell, `{{name}}` stands for a fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import AuthorError, OperatorError

TEMPLATES = Path(__file__).parent / "templates"
_MARK = "%% "
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

Json = dict[str, Any]


def fill(template: str, facts: Mapping[str, str]) -> str:
    """The text of a template with its facts filled in as they are."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    for name, value in facts.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def quoted(text: str) -> str:
    """A text as both TOML and Python write it, in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def cells(template: str, facts: Mapping[str, str], stem: str) -> list[Json]:
    """The cells of a template; their ids are `stem` and their number."""
    pieces = f"\n{fill(template, facts)}".split(f"\n{_MARK}")[1:]
    return [_cell(f"{stem}-{number:02}", piece) for number, piece in enumerate(pieces, start=1)]


def write_notebook(path: Path, its_cells: list[Json]) -> None:
    """A new notebook. Raises OperatorError where there is a file already."""
    refuse_to_overwrite(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": its_cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(_dumped(notebook), encoding="utf-8")


def add_cell(path: Path, file: str, cell: Json, tag: str) -> None:
    """Put a cell behind the last one tagged `tag` of a notebook, or at its end; everything else stays as it is."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if notebook.get("nbformat") != 4:
        raise AuthorError("This notebook is not of format 4.", "Save it with a current JupyterLab.", file)
    there = notebook["cells"]
    tagged = [place for place, one in enumerate(there) if tag in one["metadata"].get("tags", ())]
    if notebook.get("nbformat_minor", 0) < 5:
        cell = {key: value for key, value in cell.items() if key != "id"}
    there.insert(tagged[-1] + 1 if tagged else len(there), cell)
    path.write_text(_dumped(notebook), encoding="utf-8")


def refuse_to_overwrite(path: Path) -> None:
    """Raise OperatorError where something stands already."""
    if path.exists():
        raise OperatorError("This is there already, and nothing is overwritten.", str(path), "Choose another name.")


def _cell(id: str, piece: str) -> Json:
    head, _, body = piece.partition("\n")
    kind, _, metadata = head.partition(" ")
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    lines = body.strip("\n").splitlines(keepends=True)
    return {"cell_type": kind, **code, "id": id, "metadata": json.loads(metadata), "source": lines}


def _dumped(notebook: Json) -> str:
    """As Jupyter writes notebooks, so that a version control system shows what changed and no more."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
