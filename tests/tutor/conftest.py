"""A class at work: real records, real items, a clock that stands still unless a player moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gapless.authoring import ItemBank, load_course
from gapless.mastery import Course
from gapless.records import People, Person, Records
from gapless.tutor import Tutor
from gapless.tutor.history import Clock, Player, Turn, play

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass
class Room:
    """A class of Mia and Ben with its tutor."""

    course: Course
    bank: Any
    records: Records
    clock: Clock = field(default_factory=lambda: Clock(MORNING))
    requests: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.tutor = Tutor(self.course, self.bank, self.records, self.clock, Random(7), title="Class 3b")

    def player(self, student: str = "mia") -> Player:
        return Player(self.tutor, student, self.clock)

    def play(self, *turns: Turn, student: str = "mia") -> list[Any]:
        return play(self.tutor, student, turns, self.clock)

    def call(self, verb: str, body: Any = None, student: str = "mia") -> Any:
        return self.tutor.call(student, verb, {} if body is None else body)

    def ask(self, goal: str = "parts", student: str = "mia") -> Any:
        return self.player(student).next(goal)["question"]

    def answer(self, question: Any, how: str, student: str = "mia") -> Any:
        return self.player(student).answer(question, how, f"request-{next(self.requests)}")

    def again(self) -> Room:
        """The same class after a restart."""
        return Room(self.course, self.bank, self.records, self.clock, self.requests)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory, write_tiny_course: Callable[[Path], Path]) -> Path:
    return write_tiny_course(tmp_path_factory.mktemp("course") / "tiny")


@pytest.fixture(scope="session")
def bank(tiny: Path) -> Iterator[ItemBank]:
    with ItemBank(tiny, deadline=10) as opened:
        yield opened


@pytest.fixture(scope="session")
def course(tiny: Path) -> Course:
    return load_course(tiny)


@pytest.fixture(scope="session")
def empty_class(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The records of a class in which nothing happened yet: hashing codes takes longer than a test should."""
    path = tmp_path_factory.mktemp("class") / "records.sqlite"
    records = Records.open(path)
    People(records).add([Person("mia", "Mia"), Person("ben", "Ben")])
    People(records).set_teacher("Ms Rivera", "a long password")
    with records.engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    records.close()
    return path.read_bytes()


@pytest.fixture
def records(tmp_path: Path, empty_class: bytes) -> Iterator[Records]:
    path = tmp_path / "records.sqlite"
    path.write_bytes(empty_class)
    opened = Records.open(path)
    yield opened
    opened.close()


@pytest.fixture
def room(course: Course, bank: ItemBank, records: Records) -> Room:
    return Room(course, bank, records)
