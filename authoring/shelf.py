"""The items of a course, loaded and ready to make questions. Lives in the worker process: this runs authors' code."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from types import CodeType, ModuleType
from typing import Any

from ..errors import AuthorError
from .assemble import Notes, Place, assemble, fault
from .faults import ItemFault
from .guard import Broken, code_name, guarded
from .items import AuthoredItem, collecting
from .made import ItemInfo, Made
from .notebooks import Cell, Notebook, course_notebooks, parse_items, read_notebook
from .oracles import collecting_readers
from .readers import Bookcase
from .schema import FILE, tables

Spot = tuple[str, int, str]
"""A place where authors' code runs: file, cell from 1, and an item's id or ""."""

PROBES = 12
"""How many questions of each item are looked at to learn its kind and its misconceptions."""


@dataclass
class Shelf:
    """All items of a course that could be loaded, and the `faults` of those that could not."""

    items: dict[str, tuple[AuthoredItem, Place]] = field(default_factory=dict)
    infos: list[ItemInfo] = field(default_factory=list)
    faults: list[AuthorError] = field(default_factory=list)
    readers: Bookcase = field(default_factory=Bookcase)

    def make(self, item_id: str, seed: int) -> tuple[Made, Notes]:
        """The question of this item and seed; ItemFault when the item can't make it."""
        if item_id not in self.items:
            raise ItemFault("There is no such item.", "It may have been renamed or be faulty.", key=item_id)
        item, place = self.items[item_id]
        try:
            question = guarded(lambda: item.make(Random(seed)), place.file, place.cell)
        except Broken as broken:
            raise fault(item, place, f"seed {seed}: {broken}.", "Mend the item.") from broken
        return assemble(item, place, seed, question)


def load_shelf(course: Path, tell: Callable[[Spot], None], skip: Collection[Spot] = ()) -> Shelf:
    """Run every `items` cell of the lessons but those to `skip`, telling of each place before its code runs."""
    sys.path.insert(0, str(course))
    shelf = Shelf()
    known, helpers = _misconceptions(course), _helpers(course)
    for path in course_notebooks(course, "lessons"):
        try:
            notebook = read_notebook(course, path)
        except AuthorError as trouble:
            shelf.faults.append(trouble)
            continue
        namespace: dict[str, Any] = ModuleType(f"items_{path.stem}").__dict__
        for cell in notebook.items:
            spot = (notebook.file, cell.number, "")
            if spot not in skip:
                tell(spot)
                digest = blake2b(cell.source.encode() + b"\0" + helpers, digest_size=8).hexdigest()
                place = Place(notebook.file, cell.number, digest, known)
                for item in _run(notebook, cell, namespace, shelf):
                    _put(shelf, item, place, tell, skip)
    return shelf


def shelve(items: Iterable[AuthoredItem], place: Place) -> Shelf:
    """These items as a shelf of their own, with the faults of those that make no question."""
    shelf = Shelf()
    for item in items:
        _put(shelf, item, place, lambda spot: None, ())
    return shelf


def _run(notebook: Notebook, cell: Cell, namespace: dict[str, Any], shelf: Shelf) -> list[AuthoredItem]:
    with collecting() as found, collecting_readers() as readers:
        try:
            parse_items(notebook, cell)
            code: CodeType = compile(cell.source, code_name(notebook.file, cell.number), "exec")
            guarded(lambda: exec(code, namespace), notebook.file, cell.number)
        except AuthorError as trouble:
            shelf.faults.append(trouble)
        except Broken as broken:
            shelf.faults.append(AuthorError(f"{broken}.", "Mend the cell.", notebook.file, cell.number))
    for reader in readers:
        shelf.readers.put(reader, notebook.file, cell.number)
    return found


def _put(shelf: Shelf, item: AuthoredItem, place: Place, tell: Callable[[Spot], None], skip: Collection[Spot]) -> None:
    spot = (place.file, place.cell, item.id)
    if spot in skip:
        return
    if item.id in shelf.items:
        shelf.faults.append(fault(item, place, "There is an item of this name already.", "Rename the function."))
        return
    tell(spot)
    shelf.items[item.id] = (item, place)
    probes = [*_probe(shelf, item.id)]
    made = [each for each in probes if isinstance(each, Made)]
    shelf.faults += [each for each in probes if isinstance(each, AuthorError)][:1]
    if made:
        shelf.infos.append(_info(item, place, made))
    else:
        del shelf.items[item.id]


def _probe(shelf: Shelf, item_id: str) -> Iterator[Made | AuthorError]:
    for seed in range(PROBES):
        try:
            yield shelf.make(item_id, seed)[0]
        except AuthorError as trouble:
            yield trouble


def _info(item: AuthoredItem, place: Place, made: list[Made]) -> ItemInfo:
    first = made[0]
    shown = dict.fromkeys(name for each in made for name in each.mistakes)
    return ItemInfo(
        id=item.id,
        skill=item.skill,
        kind=first.kind,
        shape=first.shape,
        guess=first.guess,
        slip=first.slip,
        digest=place.digest,
        file=place.file,
        cell=place.cell,
        misconceptions=tuple(shown),
        calculator=item.calculator,
        distinct=item.distinct,
        also=item.also,
    )


def _misconceptions(course: Path) -> frozenset[str]:
    try:
        raw = tomllib.loads((course / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return frozenset()  # load_course says what is amiss with course.toml
    return frozenset(entry["id"] for entry in tables(raw, "misconception") if isinstance(entry.get("id"), str))


def _helpers(course: Path) -> bytes:
    path = course / "helpers.py"
    return path.read_bytes() if path.is_file() else b""
