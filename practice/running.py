"""Opening practice for a class: its settings, its key, and the one worker it may have at a time."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..authoring import ItemBank, load_course
from ..errors import OperatorError
from ..records.classroom import SETTINGS, Classroom
from .bank import PracticeBank
from .door import Door
from .jobs import Tell, Workshop, work
from .judge import CourseJudge
from .key import read_key
from .money import Purse
from .outcome import Kind
from .settings import PracticeSettings, practice_settings, require_private_way
from .state import KeptMemory

LOCK = "practice.lock"


def settings_of(classroom: Classroom) -> PracticeSettings:
    """What the class says of practice. Raises OperatorError where it says nothing, or what can't be used."""
    where = classroom.dir / SETTINGS
    if not classroom.settings.practice:
        remedy = "Add a table [practice] with base_url, model, price_in and price_out."
        raise OperatorError("No model is set up to write practice.", str(where), remedy)
    return practice_settings(classroom.settings.practice, where)


def key_of(classroom: Classroom, settings: PracticeSettings, environment: Mapping[str, str] = os.environ) -> str:
    """The key of the endpoint, "" for none. Raises OperatorError where it can't be used, or not safely."""
    key = read_key(classroom.dir, environment)
    require_private_way(settings, key, classroom.dir / SETTINGS)
    return key


@contextmanager
def judging(classroom: Classroom) -> Iterator[CourseJudge]:
    """The class's course as a judge. Raises CourseFaults for a course that can't be used."""
    course = load_course(classroom.course)
    with ItemBank(classroom.course) as items:
        yield CourseJudge(course, items)


@contextmanager
def workshop(classroom: Classroom, tell: Tell) -> Iterator[tuple[Workshop, Door]]:
    """Everything a worker needs, and the door; close the door on the loop it was used on."""
    settings = settings_of(classroom)
    key = key_of(classroom, settings)
    with judging(classroom) as judge:
        purse = Purse(classroom.records, settings, classroom.timezone)
        shop = Workshop(classroom.records, settings, judge, purse, PracticeBank(classroom.records), tell)
        yield shop, Door(settings, key, KeptMemory(classroom.records))


def run(classroom: Classroom, tell: Tell, once: bool = False, with_parent: bool = False) -> Kind:
    """Work until SIGINT or SIGTERM, or for one round; the kind of outcome that the last round ended in.

    `with_parent` stops, too, when whoever started this process closes its standard input, by dying for instance. Raises
    OperatorError where the class has a worker already.
    """
    with _alone(classroom.dir), workshop(classroom, tell) as (shop, door):
        return asyncio.run(_run(shop, door, once, with_parent))


async def _run(shop: Workshop, door: Door, once: bool, with_parent: bool) -> Kind:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if with_parent:
        loop.add_reader(sys.stdin.fileno(), stop.set)
    async with door:
        return await work(shop, door, stop, once)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the class's lock; the system lets go of it when the process ends, however it ends."""
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            remedy = "Stop the other one, or the server that keeps it."
            raise OperatorError("A worker is at work for this class already.", str(folder), remedy) from None
        yield
