"""What all request handlers share: the class, the tutor, the pages, the kernels, and threads to wait in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import jinja2

from ..graders.batches import Tray
from ..mastery.values import Course
from ..records.values import Person
from .assets import Assets
from .kernels import PersonalKernels
from .shelf import Shelf
from .throttle import Throttle

T = TypeVar("T")

THREADS = 8
# Page builds that may compute at once; more would hold up everybody's answers.
BUILDS = 2


class People(Protocol):
    """Who is in the class, as `records.People` knows it."""

    def get(self, id: str) -> Person | None:
        """The person with this id."""
        ...

    def stamp(self, id: str) -> str:
        """A short text that changes with the person's code or password."""
        ...

    def verify(self, code: str) -> Person | None:
        """The student whose code this is."""
        ...

    def verify_teacher(self, name: str, password: str) -> Person | None:
        """The teacher of this name, if the password is theirs."""
        ...


class Tutoring(Protocol):
    """What the pages ask of `tutor.Tutor`."""

    @property
    def course(self) -> Course:
        """The course of the day."""
        ...

    def call(self, student: str, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What a student's verb gives."""
        ...

    def teacher_call(self, verb: str, body: Mapping[str, Any], by: str = "") -> dict[str, Any]:
        """What a teacher's verb gives."""
        ...

    def may_open(self, student: str, lesson: str) -> Any:
        """None when the lesson's page may be shown, else what is missing."""
        ...

    def reload(self, course: Course, bank: Any, micro: Collection[str] | None = None) -> None:
        """Take an edited course; open questions stay as they were asked."""
        ...

    def leave_gone(self) -> None:
        """Keep nothing in memory of people who are no longer in the class."""
        ...


@dataclass
class Backstage:
    """One server's shared parts. `names` are the host names it answers to besides those of this machine."""

    people: People
    tutor: Tutoring
    tray: Tray
    shelf: Shelf
    assets: Assets
    kernels: PersonalKernels
    messages: jinja2.Environment
    any_address: bool = False
    names: frozenset[str] = frozenset()
    # A whole classroom may share one address, so an address gets many more tries than a name.
    by_address: Throttle = field(default_factory=lambda: Throttle(60, 300))
    by_name: Throttle = field(default_factory=lambda: Throttle(5, 60))
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "gapless"))
    builds: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(BUILDS))
    # Password hashing is made to be slow; two at once leave the machine to the others.
    proofs: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do blocking work without holding up the other requests."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work, *arguments)
