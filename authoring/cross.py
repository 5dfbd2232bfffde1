"""What the parts of a course say about each other: every name names something, every skill has a lesson and items.

Parts that are amiss in themselves were reported by whoever read them; here they are passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from ..errors import AuthorError
from .contents import Contents
from .faults import nearest
from .notebooks import DeclaredItem, checks
from .schema import FILE, tables

Entries = Mapping[str, Mapping[str, Any]]


def reference_faults(contents: Contents) -> Iterator[AuthorError]:
    """Every fault between the parts of a course."""
    skills = {entry["id"]: entry for entry in tables(contents.toml, "skill") if isinstance(entry.get("id"), str)}
    yield from _skill_faults(skills)
    yield from _cycle_faults(skills)
    yield from _former_faults(skills)
    for entry in tables(contents.toml, "misconception"):
        hole = entry.get("hole")
        if isinstance(hole, str) and hole not in skills:
            yield _unknown(hole, skills, FILE, key=f"misconception {entry.get('id')!r}: hole")
    for notebook in contents.micro:
        if Path(notebook.file).stem not in skills:
            yield _unknown(Path(notebook.file).stem, skills, notebook.file, key="the file's name")
    yield from _lesson_faults(contents, skills)
    yield from _item_faults(contents, skills)


def _skill_faults(skills: Entries) -> Iterator[AuthorError]:
    for id_, entry in skills.items():
        for key in ("prerequisites", "encompasses"):
            for named in _names(entry, key):
                if named not in skills:
                    yield _unknown(named, skills, FILE, key=f"skill {id_!r}: {key}")


def _former_faults(skills: Entries) -> Iterator[AuthorError]:
    """An old name must name nothing of today and lead to one skill."""
    first: dict[str, str] = {}
    for id_, entry in skills.items():
        for old in _names(entry, "formerly"):
            place = f"skill {id_!r}: formerly"
            if old in skills:
                what = f"There is a skill {old!r} today, so it can't be an old name."
                yield AuthorError(what, "Give the skill of today another id, or take it out.", FILE, key=place)
            elif first.setdefault(old, id_) != id_:
                what = f"{old!r} is an old name of {first[old]!r}, too."
                yield AuthorError(what, "Keep it with the one skill that goes on with it.", FILE, key=place)


def _cycle_faults(skills: Entries) -> Iterator[AuthorError]:
    try:
        TopologicalSorter({id_: _names(entry, "prerequisites") for id_, entry in skills.items()}).prepare()
    except CycleError as trouble:
        cycle: list[str] = trouble.args[1]
        what = f"These prerequisites go in a circle: {' → '.join(cycle)}."
        yield AuthorError(what, "Take one of them away.", FILE, key=f"skill {cycle[-1]!r}: prerequisites")


def _lesson_faults(contents: Contents, skills: Collection[str]) -> Iterator[AuthorError]:
    checked: set[str] = set()
    for notebook in contents.lessons:
        if not notebook.title:
            yield AuthorError("The lesson has no title.", "Begin it with a '# ' heading.", notebook.file)
        for check in checks(notebook):
            if check.skill is None:
                what, remedy = "MasteryCheck has no skill that can be read.", 'Write MasteryCheck("skill-id").'
                yield AuthorError(what, remedy, notebook.file, check.cell)
            elif check.skill not in skills:
                yield _unknown(check.skill, skills, notebook.file, check.cell, "MasteryCheck")
            else:
                checked.add(check.skill)
    for skill in skills:
        if skill not in checked and contents.complete:
            remedy = f'End a lesson with MasteryCheck("{skill}").'
            yield AuthorError("No lesson checks this skill.", remedy, FILE, key=f"skill {skill!r}")


def _item_faults(contents: Contents, skills: Collection[str]) -> Iterator[AuthorError]:
    first: dict[str, DeclaredItem] = {}
    for each in contents.items:
        earlier = first.setdefault(each.id, each)
        if earlier is not each:
            what = f"There is an item of this name in {earlier.file}, cell {earlier.cell}."
            yield AuthorError(what, "Rename one of the functions.", each.file, each.cell, each.id)
        for skill in (each.skill, *each.also):
            if skill is None:
                what, remedy = "The item has no skill that can be read.", 'Write @item(skill="skill-id").'
                yield AuthorError(what, remedy, each.file, each.cell, each.id)
            elif skill not in skills:
                yield _unknown(skill, skills, each.file, each.cell, each.id)
    asked = {each.skill for each in contents.items}
    for skill in skills:
        if skill not in asked and contents.complete:
            remedy = f'Write @item(skill="{skill}") in a lesson\'s cell tagged items.'
            also = "" if all(skill not in each.also for each in contents.items) else " as its first"
            yield AuthorError(f"There is no item for this skill{also}.", remedy, FILE, key=f"skill {skill!r}")


def _names(entry: Mapping[str, Any], key: str) -> list[str]:
    named = entry.get(key)
    return [each for each in named if isinstance(each, str)] if isinstance(named, list | dict) else []


def _unknown(skill: str, skills: Collection[str], file: str, cell: int | None = None, key: str = "") -> AuthorError:
    return AuthorError(f"There is no skill {skill!r}.", nearest(skill, skills), file, cell, key)
