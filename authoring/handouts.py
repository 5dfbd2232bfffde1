"""The notebooks of assignments, as nbgrader's source form has them: which cells are graded, and what is amiss."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AuthorError
from .faults import nearest
from .schema import FILE, tables

FOLDER = "assignments"


@dataclass(frozen=True, slots=True)
class Handout:
    """A notebook of an assignment. `graded` are the ids of its graded cells, in order, a repeated one repeatedly.

    `fault` tells why it could not be read, if so.
    """

    assignment: str
    name: str
    file: str
    graded: tuple[str, ...] = ()
    fault: AuthorError | None = None


def read_handouts(course: Path) -> tuple[Handout, ...]:
    """Every notebook at `assignments/NAME/*.ipynb`, in order; one that can't be read carries its fault."""
    paths = sorted((course / FOLDER).glob("*/*.ipynb"))
    return tuple(_read(course, path) for path in paths if not any(part.startswith(".") for part in path.parts[-2:]))


def assignment_faults(toml: Mapping[str, Any], handouts: Collection[Handout]) -> Iterator[AuthorError]:
    """What keeps assignments from being graded, or their marks from becoming evidence."""
    for handout in handouts:
        if handout.fault:
            yield handout.fault
        for id, times in Counter(handout.graded).items():
            if times > 1:
                what, remedy = f"{times} graded cells have the id {id!r}.", "Give each an id of its own."
                yield AuthorError(what, remedy, handout.file, key=id)
    told = toml.get("assignment", {})
    skills = [entry["id"] for entry in tables(toml, "skill") if isinstance(entry.get("id"), str)]
    for name, entry in told.items() if isinstance(told, dict) else ():
        if isinstance(entry, dict):
            yield from _mapping_faults(name, entry, [one for one in handouts if one.assignment == name], skills)


def _mapping_faults(
    name: str, entry: Mapping[str, Any], handouts: list[Handout], skills: list[str]
) -> Iterator[AuthorError]:
    if not handouts:
        what = f"There is no notebook in {FOLDER}/{name}."
        yield AuthorError(what, "Put one there, or take the table away.", FILE, key=f"assignment.{name}")
        return
    cells = entry.get("cells")
    known = {id for one in handouts for id in one.graded}
    both = known | {f"{one.name}/{id}" for one in handouts for id in one.graded}
    for cell, skill in cells.items() if isinstance(cells, dict) else ():
        key = f"assignment.{name}.cells: {cell}"
        if cell not in both and not any(one.fault for one in handouts):
            what = f"No notebook in {FOLDER}/{name} has a graded cell {cell!r}."
            yield AuthorError(what, nearest(cell, known), FILE, key=key)
        if skill not in skills:
            yield AuthorError(f"There is no skill {skill!r}.", nearest(str(skill), skills), FILE, key=key)


def _read(course: Path, path: Path) -> Handout:
    place = (path.parent.name, path.stem, path.relative_to(course).as_posix())
    try:
        graded = tuple(graded_ids(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError) as trouble:
        fault = AuthorError(f"The file can't be read: {trouble}.", "See that it is there and is UTF-8.", place[2])
    except (ValueError, RecursionError) as trouble:
        what = f"This is not a notebook: {trouble}."
        fault = AuthorError(what, "Open it in JupyterLab and save it again.", place[2])
    except (KeyError, TypeError, AttributeError):
        fault = AuthorError("This notebook is not of format 4.", "Save it with a current JupyterLab.", place[2])
    else:
        return Handout(*place, graded)
    return Handout(*place, fault=fault)


def graded_ids(notebook: Any) -> Iterator[str]:
    """The ids of a notebook's graded cells. KeyError, TypeError or AttributeError where it is no notebook."""
    for cell in notebook["cells"]:
        facts = cell["metadata"].get("nbgrader", {})
        if facts.get("grade") or facts.get("task"):
            yield facts["grade_id"]
