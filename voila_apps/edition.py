"""One state of a course that can be taught: its values, its items, and the folder that pages are made from."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ..authoring import ItemBank, load_course
from ..errors import AuthorError, CourseFaults
from ..mastery.values import Course
from .catalog import ITEMS_TAG
from .render import Sheet

_PASSED_OVER = ("__pycache__", "node_modules")
_NOTEBOOKS = ("lessons", "micro", "assignments")

Stamp = Mapping[str, tuple[int, int]]
"""When each file of a course was changed, and its size."""


@dataclass(frozen=True)
class Edition:
    """`folder` is the course's own, or a copy that no later save can change."""

    folder: Path
    course: Course
    bank: ItemBank
    micro: frozenset[str]


def open_edition(source: Path, copies: Path | None = None) -> Edition:
    """The course in `source` as it is now, copied below `copies` first where that is given; its bank is to be closed.

    Raises CourseFaults for a course that can't be taught.
    """
    folder = _copied(source, copies) if copies else source
    with ThreadPoolExecutor(1) as beside:
        banking = beside.submit(ItemBank, folder)
        try:
            course = load_course(folder)
        except AuthorError:
            if banking.exception() is None:
                banking.result().close()
            raise
    micro = frozenset(path.stem for path in (folder / "micro").glob("*.ipynb"))
    return Edition(folder, course, banking.result(), micro)


def fresh_edition(source: Path, copies: Path, before: Collection[AuthorError]) -> Edition:
    """As `open_edition`, and CourseFaults too for an items cell or item that can't be loaded, unless it is in
    `before`."""
    edition = open_edition(source, copies)
    new = [fault for fault in edition.bank.faults if str(fault) not in set(map(str, before))]
    if new:
        edition.bank.close()
        raise CourseFaults(new)
    return edition


def stamp(folder: Path) -> Stamp:
    """What tells that somebody saved something; hidden files and caches do not count."""
    return {name: (facts.st_mtime_ns, facts.st_size) for name, facts in _files(folder)}


def page_prints(folder: Path, sheets: Mapping[str, Sheet]) -> dict[str, str]:
    """A short text for each page that changes when the page may. Edits of items alone change none."""
    shared = blake2b(digest_size=8)
    for name, _ in sorted(_files(folder), key=lambda file: file[0]):
        if name.split("/")[0] not in _NOTEBOOKS and name != "course.toml":
            shared.update(f"{name}\0".encode() + (folder / name).read_bytes())
    return {name: _print(folder, sheet, shared.hexdigest()) for name, sheet in sheets.items()}


def _print(folder: Path, sheet: Sheet, shared: str) -> str:
    path = folder / sheet.notebook
    seen = _shown(path) if path.is_file() else ""
    return blake2b(f"{sheet}\0{shared}\0{seen}".encode(), digest_size=8).hexdigest()


def _shown(path: Path) -> str:
    """What of a notebook shapes its page: no item, no output, no editor's metadata."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [(c["cell_type"], "".join(c["source"]), c["metadata"].get("tags", [])) for c in notebook["cells"]]
    wish = notebook.get("metadata", {}).get("gapless")
    return json.dumps([wish, [cell for cell in cells if ITEMS_TAG not in cell[2]]])


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for place, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".") and name not in _PASSED_OVER]
        for name in names:
            if not name.startswith("."):
                path = Path(place, name)
                with suppress(FileNotFoundError):  # taken away since it was listed
                    yield path.relative_to(folder).as_posix(), path.stat()


def _copied(source: Path, copies: Path) -> Path:
    # Each in a folder of its own: live pages still run where an earlier one lies.
    folder = Path(tempfile.mkdtemp(dir=copies)) / source.name
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".*", *_PASSED_OVER))
    return folder
