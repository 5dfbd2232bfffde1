"""Records with two students, on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gapless.records import People, Person, Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def people(records: Records) -> People:
    return People(records)


@pytest.fixture
def mia(people: People) -> str:
    people.add([Person("mia", "Mia"), Person("ben", "Ben")])
    return "mia"
