"""Thirty classmates in a process of their own, so that their work is not measured as somebody else's wait."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import cast

import common  # noqa: F401  the tests' own server and clients are found by it, in this process too
from desk import Desk
from served import Served

ASSET = re.compile(r'(?:src|href)="(/assets/[^"]+)"')
KERNEL = re.compile(r'name="gapless-kernel" content="([^"]+)"')


@dataclass(frozen=True)
class Visit:
    """One opening of a lesson: seconds until its page, its files and its question were there; the kernel it got."""

    seconds: float
    status: int
    kernel: str = ""


@contextmanager
def crowd(served: Served, students: list[str]) -> Iterator[Connection]:
    """A signed-in crowd. Send it (lesson, skill) and it comes at once; it sends its visits back and leaves again."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_stand_by, args=(replace(served, process=None), students, theirs))
    process.start()
    try:
        ours.recv()
        yield cast(Connection, ours)
    finally:
        # Whoever is still waiting for a page goes away, as people do.
        process.terminate()
        process.join()


def _stand_by(served: Served, students: list[str], pipe: Connection) -> None:
    with ExitStack() as stack:
        desks = [stack.enter_context(Desk(served, student, timeout=300)) for student in students]
        pool = stack.enter_context(ThreadPoolExecutor(len(desks)))
        pipe.send("ready")
        while True:
            lesson, skill = pipe.recv()
            visits = list(pool.map(lambda desk, lesson=lesson, skill=skill: _open(desk, lesson, skill), desks))
            pipe.send(visits)
            list(pool.map(_leave, desks, visits))


def _open(desk: Desk, lesson: str, skill: str) -> Visit:
    """What a browser with an empty cache asks for: the page, the files it names, the check's question."""
    began = time.perf_counter()
    page = desk.http.get(f"/lesson/{lesson}")
    if page.status_code == 200:
        for asset in dict.fromkeys(ASSET.findall(page.text)):
            desk.http.get(asset).raise_for_status()
        desk.next(skill)
    kernel = KERNEL.search(page.text)
    return Visit(time.perf_counter() - began, page.status_code, kernel.group(1) if kernel else "")


def _leave(desk: Desk, visit: Visit) -> None:
    """What a page sends when it is closed."""
    if visit.kernel:
        desk.http.post(f"/voila/api/shutdown/{visit.kernel}", headers=desk.headers)
