"""A new assignment in nbgrader's source form, its graded cells mapped to a skill in course.toml."""

from __future__ import annotations

from pathlib import Path

from ...errors import AuthorError
from ..faults import nearest
from ..schema import FILE, tables
from .cells import cells, fill, quoted, refuse_to_overwrite, write_notebook
from .names import as_id, as_title
from .toml import extended, read_toml, write_toml


def new_assignment(course: Path, name: str, title: str = "", skill: str = "") -> list[Path]:
    """Write an assignment whose graded cells show `skill` (the course's last by default); the files.

    Raises AuthorError for a skill or course.toml that can't be used, OperatorError where files are in the way.
    """
    id, toml = as_id(name), read_toml(course)
    known = [str(entry.get("id")) for entry in tables(toml, "skill")]
    shown = skill or next(reversed(known), "")
    if shown not in known:
        raise AuthorError(f"There is no skill {shown!r}.", nearest(shown, known), FILE)
    folder = course / "assignments" / id
    refuse_to_overwrite(folder)
    if id in toml.get("assignment", {}):
        raise AuthorError("There is such an assignment already.", "Choose another name.", FILE, key=f"assignment.{id}")
    heading = title or as_title(name)
    text = extended(course, fill("assignment.toml", {"name": id, "title": quoted(heading), "skill": quoted(shown)}))
    path = folder / f"{id}.ipynb"
    write_notebook(path, cells("assignment.cells", {"name": id, "heading": heading}, id[:40]))
    write_toml(course, text)
    return [path, course / FILE]
