"""Reads a course folder as one `Course` value, and finds all its faults at once without running any of its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..errors import AuthorError, CourseFaults
from ..mastery.values import Assignment, Course, Lesson, Misconception, Rule, Skill
from .contents import Contents, read_contents
from .cross import reference_faults
from .notebooks import Notebook, checks
from .schema import tables

_PASSED_OVER = frozenset({"__pycache__", "node_modules"})


def load_course(path: Path | str) -> Course:
    """The course at `path`. CourseFaults with everything that is amiss in course.toml, lessons and items."""
    contents, faults = read_course(Path(path))
    if faults:
        raise CourseFaults(faults)
    return _course(contents, course_version(path))


def read_course(folder: Path) -> tuple[Contents, list[AuthorError]]:
    """Everything readable in the folder, and all faults that show without running any of its code."""
    contents, faults = read_contents(folder)
    return contents, [*faults, *(reference_faults(contents) if contents.toml else ())]


def course_version(path: Path | str) -> str:
    """A short hash of every file of the course, hidden ones and caches left out."""
    folder = Path(path)
    digest = blake2b(digest_size=8)
    for file in sorted(each for each in folder.rglob("*") if each.is_file() and _counts(each.relative_to(folder))):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _counts(path: Path) -> bool:
    return not any(part.startswith(".") or part in _PASSED_OVER for part in path.parts)


def _course(contents: Contents, version: str) -> Course:
    skills = {entry["id"]: _skill(entry) for entry in tables(contents.toml, "skill")}
    misconceptions = {entry["id"]: Misconception(**entry) for entry in tables(contents.toml, "misconception")}
    lessons = [_lesson(notebook, skills) for notebook in contents.lessons]
    return Course(
        title=contents.toml["title"],
        language=contents.toml.get("language", "en"),
        rule=Rule(**contents.toml.get("mastery", {})),
        skills=skills,
        misconceptions=misconceptions,
        lessons={lesson.id: lesson for lesson in lessons},
        version=version,
        assignments=_assignments(contents),
    )


def _skill(entry: Mapping[str, Any]) -> Skill:
    as_tuples = {name: tuple(entry[name]) for name in ("prerequisites", "standards", "formerly") if name in entry}
    return Skill(**{**entry, **as_tuples})


def _assignments(contents: Contents) -> Mapping[str, Assignment]:
    """Every assignment with notebooks, by name; what course.toml says of others is told by `gapless check`."""
    told, notebooks = contents.toml.get("assignment", {}), defaultdict[str, list[str]](list)
    for handout in contents.handouts:
        notebooks[handout.assignment].append(handout.name)
    return {
        name: Assignment(
            name,
            told.get(name, {}).get("title") or name.replace("-", " ").capitalize(),
            tuple(names),
            {cell: skill for cell, skill in told.get(name, {}).get("cells", {}).items() if isinstance(skill, str)},
        )
        for name, names in sorted(notebooks.items())
    }


def _lesson(notebook: Notebook, skills: Mapping[str, Skill]) -> Lesson:
    checked = tuple(dict.fromkeys(check.skill for check in checks(notebook) if check.skill))
    minutes = sum(skills[skill].minutes for skill in checked)
    return Lesson(Path(notebook.file).stem, notebook.title, checked, minutes)
