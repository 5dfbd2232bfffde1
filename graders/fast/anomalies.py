"""What a teacher may want to look at in a submission. None of it proves anything, and none of it changes a mark."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..batches.notebook import Work, facts, source
from .hidden import Marks, shown_source
from .plan import NotebookPlan

# Modules that look into the interpreter, into other processes, or out of the sandbox.
_MODULES = frozenset(
    [
        "atexit",
        "builtins",
        "ctypes",
        "gc",
        "importlib",
        "inspect",
        "IPython",
        "marshal",
        "multiprocessing",
        "pickle",
        "signal",
        "socket",
        "sqlite3",
        "subprocess",
        "sys",
        "unittest.mock",
    ]
)
_NAMES = frozenset(
    [
        "__builtins__",
        "__closure__",
        "__code__",
        "__globals__",
        "__import__",
        "__subclasses__",
        "_exit",
        "_getframe",
        "ast_transformers",
        "eval",
        "exec",
        "f_back",
        "f_globals",
        "f_locals",
        "get_ipython",
        "get_objects",
        "input_transformers_post",
        "setprofile",
        "settrace",
        "showtraceback",
    ]
)


@dataclass(frozen=True, slots=True)
class Looked:
    """`remarks` are sentences for the teacher; `likeness` is the same for works that only differ in layout, "" for
    one that holds no answer."""

    remarks: tuple[str, ...]
    likeness: str


def look(work: Work, plan: NotebookPlan, marks: Marks) -> Looked:
    """Look at a notebook as it was handed in."""
    remarks = [*_edited(work, plan, marks), *_reaching(work, plan)]
    return Looked(tuple(dict.fromkeys(remarks)), _likeness(work, plan))


def _edited(work: Work, plan: NotebookPlan, marks: Marks) -> Iterator[str]:
    for cell in work.cells:
        id = facts(cell).get("grade_id")
        known = plan.sources.get(id) if isinstance(id, str) else None
        if known and known.locked:
            handed_out = {shown_source(known.source, marks).strip(), known.source.strip()}
            if source(cell).strip() not in handed_out:
                yield f"the cell {known.name}, which is not the student's to change, was changed; it is put back."


def _reaching(work: Work, plan: NotebookPlan) -> Iterator[str]:
    for number, cell in enumerate(work.cells, 1):
        id = facts(cell).get("grade_id")
        known = plan.sources.get(id) if isinstance(id, str) else None
        if cell["cell_type"] == "code" and not (known and known.locked):
            found = sorted(set(_tricks(source(cell))))
            if found:
                where = f"the cell {id}" if known else f"cell {number}"
                yield f"{where} uses {', '.join(found)}."


def _tricks(text: str) -> Iterator[str]:
    tree = _parsed(text)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _reaches(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and _reaches(node.module):
            yield node.module
        elif isinstance(node, ast.Attribute) and node.attr in _NAMES:
            yield node.attr
        elif isinstance(node, ast.Name) and node.id in _NAMES:
            yield node.id


def _reaches(module: str) -> bool:
    return module in _MODULES or module.partition(".")[0] in _MODULES


def _parsed(text: str) -> ast.Module | None:
    # Magics and shell lines are not Python; the rest of the cell is worth a look all the same.
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in text.split("\n"))
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _likeness(work: Work, plan: NotebookPlan) -> str:
    answers = {name: _normal(text) for name, text in sorted(work.answers.items()) if name in plan.sources}
    given = {name: text for name, text in answers.items() if text != _normal(plan.sources[name].source)}
    # Two students may well find the same single line; a likeness worth a look has some length.
    if sum(map(len, given.values())) < 200:
        return ""
    return hashlib.sha256(repr(sorted(given.items())).encode("utf-8", "replace")).hexdigest()


def _normal(text: str) -> str:
    tree = _parsed(text)
    return ast.dump(tree) if tree and tree.body else " ".join(text.split()).casefold()


def alike(found: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Student -> remarks about works that others handed in, too. `found`: student -> notebook -> likeness."""
    groups: dict[tuple[str, str], list[str]] = {}
    for student, notebooks in found.items():
        for notebook, likeness in notebooks.items():
            if likeness:
                groups.setdefault((notebook, likeness), []).append(student)
    remarks: dict[str, list[str]] = {}
    for (notebook, _), students in groups.items():
        for student in students if len(students) > 1 else ():
            others = [one for one in students if one != student]
            shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
            remarks.setdefault(student, []).append(f"{notebook}.ipynb: the answers are the same as those of {shown}.")
    return remarks
