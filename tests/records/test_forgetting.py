"""Forgetting a person: erased from the record and from the disk, counted without a name, and signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gapless.errors import NotFound, OperatorError
from gapless.mastery import Draft
from gapless.records import Classroom, Person
from gapless.records.backup import backup
from gapless.records.engine import writing
from gapless.records.folded import Folded
from gapless.records.forget import forget
from gapless.records.replay import replay
from gapless.records.schema import event, tally

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MODEL = {
    "prior": 0.1,
    "learn": 0.1,
    "guess": 0.05,
    "slip": 0.1,
    "threshold": 0.95,
    "typed": 3,
    "choice": 4,
    "shapes": 1,
}


@pytest.fixture
def classroom(tmp_path: Path) -> Any:
    made = Classroom.create(
        tmp_path / "class", tmp_path / "course", title="3b", teacher="Ms Rivera", password="a long password"
    )
    made.people.add([Person("mia", "Mia Zebrowska", "mia@zebrowska.example"), Person("ben", "Ben")])
    yield made
    made.close()


def asked(student: str, question: str) -> Draft:
    body = {"question": question, "goal": {"skill": "parts"}, "purpose": "learn", "hole": None, "skill": "parts"}
    more = {"item": "name_the_part", "shape": "typed", "kind": "fraction", "fingerprint": question, "holes": {}}
    return Draft(student, "asked", NOON, {**body, **more, "model": MODEL, "snapshot": {"prompt": "?"}})


def answered(student: str, question: str, verdict: str, misconception: str = "", attempt: int = 1) -> Draft:
    body = {"question": question, "given": "quagga", "verdict": verdict, "misconception": misconception or None}
    rest = {"attempt": attempt, "assisted": attempt > 1, "feedback": {}}
    return Draft(student, "answered", NOON + timedelta(seconds=9), {**body, **rest})


def work(classroom: Classroom, student: str = "mia") -> Folded:
    """Two questions: one right, one missed by a mal-rule and then right."""
    first, second = f"{student}-1", f"{student}-2"
    told = [asked(student, first), answered(student, first, "right"), asked(student, second)]
    told += [answered(student, second, "not-yet", "adds-across"), answered(student, second, "right", attempt=2)]
    return classroom.records.append(told, Folded())


def counts(classroom: Classroom) -> dict[tuple[str, str, str], int]:
    with classroom.records.engine.connect() as connection:
        return {tuple(row[:3]): row[3] for row in connection.execute(sa.select(tally))}


def test_nothing_of_the_person_is_left_in_the_record(classroom: Classroom) -> None:
    before = work(classroom)
    work(classroom, "ben")
    kept = classroom.records.events("ben")
    done = forget(classroom, "mia", "ms-rivera")
    assert (done.events, done.counted, done.scrubbed) == (5, 2, True)
    assert classroom.people.get("mia") is None
    assert classroom.records.events("mia") == []
    assert classroom.records.events("ben") == kept
    assert replay(classroom.records) == []
    with pytest.raises(NotFound):
        classroom.records.append([answered("mia", "mia-2", "right")], before)


def test_no_byte_of_the_person_is_left_on_the_disk(classroom: Classroom) -> None:
    work(classroom)
    forget(classroom, "mia", "ms-rivera")
    held = b"".join(path.read_bytes() for path in classroom.dir.rglob("*") if path.is_file())
    assert not [trace for trace in (b"Zebrowska", b"zebrowska", b"quagga", b"mia-1") if trace in held]


def test_what_stays_names_nobody_and_adds_up(classroom: Classroom) -> None:
    for student in ("mia", "ben"):
        work(classroom, student)
        forget(classroom, student, "ms-rivera")
    item = "name_the_part"
    assert counts(classroom) == {(item, "right", ""): 2, (item, "not-yet", "adds-across"): 2}


def test_it_is_signed_by_a_teacher(classroom: Classroom) -> None:
    work(classroom)
    forget(classroom, "mia", "ms-rivera")
    (note,) = classroom.records.events("ms-rivera")
    assert (note.kind, note.body) == ("forgotten", {"by": "ms-rivera", "events": 5})


def test_afterwards_events_are_append_only_again(classroom: Classroom) -> None:
    work(classroom, "ben")
    forget(classroom, "mia", "ms-rivera")
    for act in (sa.delete(event), sa.update(event).values(kind="excused")):
        with pytest.raises(IntegrityError, match="events are never changed"), writing(classroom.records.engine) as held:
            held.execute(act)


def test_hand_ins_and_feedback_go_too_and_only_theirs(classroom: Classroom) -> None:
    for place in ("submitted/mia/steps", "feedback/mia/steps", "submitted/ben/steps"):
        (classroom.dir / place).mkdir(parents=True)
        (classroom.dir / place / "work.ipynb").write_text("{}")
    done = forget(classroom, "mia", "ms-rivera")
    assert done.folders == ("submitted/mia", "feedback/mia")
    assert [path.name for path in (classroom.dir / "submitted").iterdir()] == ["ben"]


def test_when_something_elsewhere_fails_the_person_is_still_there_to_be_forgotten_again(classroom: Classroom) -> None:
    work(classroom)
    events = classroom.records.events("mia")

    def fails() -> None:
        raise OperatorError("The gradebook is locked.", "", "Close formgrader.")

    with pytest.raises(OperatorError, match="gradebook"):
        forget(classroom, "mia", "ms-rivera", fails)
    assert classroom.records.events("mia") == events
    assert counts(classroom) == {}
    assert forget(classroom, "mia", "ms-rivera").events == 5


def test_a_folder_left_behind_can_be_forgotten_later(classroom: Classroom) -> None:
    forget(classroom, "mia", "ms-rivera")
    (classroom.dir / "submitted" / "mia").mkdir(parents=True)
    assert forget(classroom, "mia", "ms-rivera").folders == ("submitted/mia",)


def test_what_still_names_the_person_is_told(classroom: Classroom) -> None:
    backup(classroom)
    cards = classroom.dir / "sign-in-cards-2026-11-24-120000.html"
    cards.write_text("<p>mia-7KQ2-XF9D</p>")
    done = forget(classroom, "mia", "ms-rivera")
    assert (done.naming, done.backups) == ((cards,), 1)


@pytest.mark.parametrize(
    ("id", "words"),
    [("eve", "no student 'eve'"), ("ms-rivera", "is a teacher"), ("../class", "no student"), (".", "no student")],
)
def test_only_a_student_can_be_forgotten(classroom: Classroom, id: str, words: str) -> None:
    with pytest.raises(OperatorError, match=words):
        forget(classroom, id, "ms-rivera")
    assert (classroom.dir / "class.toml").exists()
