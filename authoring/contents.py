"""Everything that can be read from a course folder without running any of its code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AuthorError
from .handouts import Handout, read_handouts
from .notebooks import DeclaredItem, Notebook, course_notebooks, declared_items, read_notebook
from .schema import FILE, toml_faults


@dataclass(frozen=True, slots=True)
class Contents:
    """All that was read, before anything is said about whether it fits together.

    `complete` is False when some notebook or items cell could not be read. `handouts` are the notebooks of assignments.
    """

    toml: Mapping[str, Any]
    lessons: tuple[Notebook, ...]
    micro: tuple[Notebook, ...]
    items: tuple[DeclaredItem, ...]
    complete: bool
    handouts: tuple[Handout, ...] = ()


def read_contents(folder: Path) -> tuple[Contents, list[AuthorError]]:
    """Everything readable in the folder, and a fault for each thing that is not."""
    raw, faults = _read_toml(folder)
    unread: list[AuthorError] = []
    lessons = _read_notebooks(folder, "lessons", unread)
    micro = _read_notebooks(folder, "micro", unread)
    items: list[DeclaredItem] = []
    for notebook in lessons:
        try:
            items += declared_items(notebook)
        except AuthorError as fault:
            unread.append(fault)
    return Contents(raw, lessons, micro, tuple(items), not unread, read_handouts(folder)), [*faults, *unread]


def _read_toml(folder: Path) -> tuple[Mapping[str, Any], list[AuthorError]]:
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError:
        return {}, [AuthorError(f"There is no {FILE} in {folder}.", "Name a course folder that holds one.", FILE)]
    except UnicodeDecodeError:
        return {}, [AuthorError("The file is not UTF-8.", "Save it as UTF-8.", FILE)]
    except tomllib.TOMLDecodeError as trouble:
        return {}, [AuthorError(f"This is not TOML: {trouble}.", "Mend that line.", FILE)]
    return raw, [*toml_faults(raw)]


def _read_notebooks(folder: Path, name: str, faults: list[AuthorError]) -> tuple[Notebook, ...]:
    read: list[Notebook] = []
    for path in course_notebooks(folder, name):
        try:
            read.append(read_notebook(folder, path))
        except AuthorError as fault:
            faults.append(fault)
    return tuple(read)
