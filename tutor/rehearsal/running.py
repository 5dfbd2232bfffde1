"""Plays a simulated class, on as many cores as there are: each process has an item bank of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

from ...authoring import ItemBank, load_course
from ...authoring.rehearsed import Played
from ...mastery import Course
from .cast import Part, cast, play
from .stock import Stock

FEW = 60
"""Up to so many students, starting another process takes longer than playing them here."""


def rehearse(
    folder: Path,
    shown: Mapping[str, Collection[str]],
    students: int,
    seed: int,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> list[Played]:
    """`students` of each kind through the course in `folder`; the same for the same seed.

    `shown` are misconceptions that questions of an item show beyond those it is known for, by item id.

    Raises CourseFaults for a course that can't be loaded.
    """
    course = load_course(folder)
    with ItemBank(folder) as bank:
        parts = cast(course, bank.items, students, shown)
        runs = _here(course, bank, parts, seed) if len(parts) <= FEW else _beside(folder, parts, seed)
        found: list[Played] = []
        for one in runs:
            found.append(one)
            progress(one.kind, len(found), len(parts))
        return found


def _here(course: Course, bank: ItemBank, parts: Sequence[Part], seed: int) -> Iterator[Played]:
    stock = Stock(bank)
    return (play(part, course, stock, seed) for part in parts)


def _beside(folder: Path, parts: Sequence[Part], seed: int) -> Iterator[Played]:
    # Spawned, since a fork of a process with threads may hang.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), get_context("spawn"), _open, (folder,)) as pool:
        yield from pool.map(_play, parts, [seed] * len(parts), chunksize=max(1, min(8, len(parts) // 32)))


_opened: list[tuple[Course, Stock]] = []
_until_exit = ExitStack()


def _open(folder: Path) -> None:
    """Give this process the course; its bank ends with it."""
    _opened.append((load_course(folder), Stock(_until_exit.enter_context(ItemBank(folder)))))


def _play(part: Part, seed: int) -> Played:
    course, stock = _opened[0]
    return play(part, course, stock, seed)
