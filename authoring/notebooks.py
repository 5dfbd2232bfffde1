"""Lesson notebooks as plain values: read as JSON, because importing nbformat takes over a second."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AuthorError

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its `number` from 1, its `kind` (code, markdown, raw), its source and tags."""

    number: int
    kind: str
    source: str
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's cells; `file` is its path inside the course folder, with slashes."""

    file: str
    cells: tuple[Cell, ...]

    @property
    def items(self) -> tuple[Cell, ...]:
        """The code cells tagged `items`."""
        return tuple(cell for cell in self.cells if cell.kind == "code" and "items" in cell.tags)

    @property
    def shown(self) -> tuple[Cell, ...]:
        """The cells a student's page has."""
        return tuple(cell for cell in self.cells if "items" not in cell.tags)

    @property
    def title(self) -> str:
        """The first `# ` heading, "" without one."""
        headings = (_HEADING.search(cell.source) for cell in self.cells if cell.kind == "markdown")
        return next((found[1].strip() for found in headings if found), "")


@dataclass(frozen=True, slots=True)
class Check:
    """A `MasteryCheck("skill")` in a cell; `skill` is None when its argument is not a text in quotes."""

    skill: str | None
    cell: int


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """An `@item(skill="…")` in a cell; a skill is None when it is no text in quotes.

    `also` are the skills after the first.
    """

    id: str
    skill: str | None
    file: str
    cell: int
    also: tuple[str | None, ...] = ()


def course_notebooks(course: Path, folder: str) -> list[Path]:
    """The notebooks of a folder of the course, in page order."""
    return sorted(path for path in (course / folder).glob("*.ipynb") if not path.name.startswith("."))


def read_notebook(course: Path, path: Path) -> Notebook:
    """The notebook at `path`; AuthorError when it is not one."""
    file = path.relative_to(course).as_posix()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(_cell(number, cell) for number, cell in enumerate(content["cells"], start=1))
    except (OSError, UnicodeDecodeError) as trouble:
        raise AuthorError(f"The file can't be read: {trouble}.", "See that it is there and is UTF-8.", file) from None
    except json.JSONDecodeError as trouble:
        what = f"This is not a notebook: line {trouble.lineno}: {trouble.msg}."
        raise AuthorError(what, "Open it in JupyterLab and save it again.", file) from None
    except (KeyError, TypeError, AttributeError):
        raise AuthorError("This notebook is not of format 4.", "Save it with a current JupyterLab.", file) from None
    return Notebook(file, cells)


def checks(notebook: Notebook) -> Iterator[Check]:
    """The mastery checks of a lesson, in page order; cells that are not Python are passed over."""
    for cell in notebook.shown:
        if cell.kind == "code" and "MasteryCheck" in cell.source:
            for call in _calls(cell.source, "MasteryCheck"):
                arguments = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "skill")]
                yield Check(_text(arguments[0]) if arguments else None, cell.number)


def declared_items(notebook: Notebook) -> Iterator[DeclaredItem]:
    """The items a notebook declares, read without running anything; AuthorError for a cell that is not Python."""
    for cell in notebook.items:
        functions = (node for node in ast.walk(parse_items(notebook, cell)) if isinstance(node, ast.FunctionDef))
        for function in functions:
            for call in function.decorator_list:
                if isinstance(call, ast.Call) and _called(call) == "item":
                    skills = [keyword.value for keyword in call.keywords if keyword.arg == "skill"]
                    first, *also = _texts(skills[0]) if skills else [None]
                    yield DeclaredItem(function.name, first, notebook.file, cell.number, tuple(also))


def parse_items(notebook: Notebook, cell: Cell) -> ast.Module:
    """The syntax tree of an `items` cell; AuthorError when it is not Python."""
    try:
        return ast.parse(cell.source)
    except (SyntaxError, ValueError) as trouble:
        line = f"line {trouble.lineno}: " if isinstance(trouble, SyntaxError) else ""
        reason = trouble.msg if isinstance(trouble, SyntaxError) else str(trouble)
        what = f"This items cell is not Python: {line}{reason}."
        raise AuthorError(what, "Items cells hold plain Python, no magics.", notebook.file, cell.number) from None


def _cell(number: int, cell: dict[str, Any]) -> Cell:
    source = cell["source"]
    tags = cell.get("metadata", {}).get("tags", ())
    return Cell(number, cell["cell_type"], source if isinstance(source, str) else "".join(source), frozenset(tags))


def _calls(source: str, name: str) -> Iterator[ast.Call]:
    try:
        tree = ast.parse(_MAGIC.sub("", source))
    except (SyntaxError, ValueError):
        return
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == name]
    yield from sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr) -> list[str | None]:
    """The texts of a tuple or list, or of a single one; [None] for an empty one."""
    parts = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    return [_text(part) for part in parts] or [None]


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
