"""A new lesson: a notebook with two items of different shapes, and its skill in course.toml."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from ...errors import AuthorError
from ..contents import Contents, read_contents
from ..faults import nearest
from ..notebooks import Notebook, checks
from ..schema import FILE, tables
from .cells import cells, fill, quoted, refuse_to_overwrite, write_notebook
from .names import as_function, as_id, as_title
from .toml import extended, read_toml, write_toml

_NUMBER = re.compile(r"(\d+)")


def new_lesson(course: Path, name: str, title: str = "", after: Sequence[str] = ()) -> list[Path]:
    """Write a lesson for the skill that `name` names, and add the skill unless course.toml has it; the files.

    `after` are its prerequisites. Raises AuthorError where a lesson teaches the skill already or a prerequisite is
    unknown, OperatorError where a file is in the way.
    """
    skill, toml = as_id(name), read_toml(course)
    contents, _ = read_contents(course)
    known = [str(entry.get("id")) for entry in tables(toml, "skill")]
    for below in after:
        if below not in known:
            raise AuthorError(f"There is no skill {below!r}.", nearest(below, known), FILE, key="--after")
    taught = teaching(contents, skill)
    if taught is not None:
        remedy = f"`gapless new item {skill}` adds a question to it."
        raise AuthorError(f"This lesson teaches {skill!r} already.", remedy, taught.file)
    path = course / "lessons" / f"{_next_number(contents.lessons)}-{skill}.ipynb"
    refuse_to_overwrite(path)
    heading = title or as_title(name)
    added = "" if skill in known else _skill(skill, heading, _grade(contents), after)
    text = extended(course, added)
    write_notebook(path, cells("lesson.cells", _facts(skill, heading, contents), skill[:40]))
    if not added:
        return [path]
    write_toml(course, text)
    return [path, course / FILE]


def teaching(contents: Contents, skill: str) -> Notebook | None:
    """The first lesson that checks a skill."""
    return next((one for one in contents.lessons if skill in {check.skill for check in checks(one)}), None)


def _facts(skill: str, heading: str, contents: Contents) -> dict[str, str]:
    taken = {item.id for item in contents.items}
    typed, chosen = (as_function(f"{skill}-{shape}", taken) for shape in ("typed", "choice"))
    return {"skill": quoted(skill), "heading": heading, "typed": typed, "chosen": chosen}


def _skill(skill: str, title: str, grade: int, after: Sequence[str]) -> str:
    listed = f"[{', '.join(map(quoted, after))}]"
    facts = {"id": quoted(skill), "title": quoted(title), "grade": str(grade), "prerequisites": listed}
    return fill("skill.toml", facts)


def _grade(contents: Contents) -> int:
    """The school year of the last skill there is."""
    grades = [entry.get("grade") for entry in tables(contents.toml, "skill")]
    return next((grade for grade in reversed(grades) if isinstance(grade, int)), 1)


def _next_number(lessons: Collection[Notebook]) -> str:
    found = (_NUMBER.match(Path(one.file).stem) for one in lessons)
    return f"{1 + max((int(match[1]) for match in found if match), default=0):02}"
