"""A new item: one more cell in the lesson that teaches its skill."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex

from ...errors import AuthorError
from ..contents import read_contents
from ..faults import nearest
from ..schema import FILE, tables
from .cells import add_cell, cells, quoted
from .lesson import teaching
from .names import as_function, as_id
from .toml import read_toml

ANSWERS = ("number", "fraction", "choice")
"""The kinds of answer there is a template for."""


def new_item(course: Path, skill: str, name: str = "", answer: str = "number") -> tuple[Path, str]:
    """Add an item to the first lesson that checks `skill`; the notebook, and the item's name.

    Raises AuthorError for a skill that is unknown or has no lesson, for a name that is taken, and for a notebook that
    can't be read.
    """
    known = [str(entry.get("id")) for entry in tables(read_toml(course), "skill")]
    if skill not in known:
        raise AuthorError(f"There is no skill {skill!r}.", nearest(skill, known), FILE)
    contents, faults = read_contents(course)
    lesson = teaching(contents, skill)
    if lesson is None:
        unread = [fault for fault in faults if fault.file.startswith("lessons/")]
        if unread:
            raise unread[0]
        remedy = f"`gapless new lesson {skill}` makes one."
        raise AuthorError("No lesson teaches this skill.", remedy, FILE, key=f"skill {skill!r}")
    taken = {item.id: item for item in contents.items}
    wanted = as_function(as_id(name), ()) if name else as_function(skill, taken)
    if wanted in taken:
        there = taken[wanted]
        raise AuthorError(
            "There is an item of this name already.", "Give another --name.", there.file, there.cell, wanted
        )
    (cell,) = cells(f"item-{answer}.cells", {"skill": quoted(skill), "name": wanted}, f"item-{token_hex(4)}")
    path = course / lesson.file
    add_cell(path, lesson.file, cell, "items")
    return path, wanted
