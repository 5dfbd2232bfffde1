"""Forgetting somebody while the class is served: the session ends, and the server keeps nothing of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from house import House, ask, in_a_thread
from served import TEACHER, new_class

from gapless.records import Classroom, Person
from gapless.records.forget import forget
from gapless.records.people import teacher_id
from gapless.records.replay import replay
from gapless.tutor import Tutor
from gapless.voila_apps import identity
from gapless.voila_apps.departures import let_go

SIGNER = teacher_id(TEACHER)


@pytest.fixture
def house(
    tmp_path: Path, write_tiny_course: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """A class of two, in which nobody is believed for longer than a moment."""
    monkeypatch.setattr(identity, "BELIEVED_SECONDS", 0.0)
    with in_a_thread(new_class(tmp_path / "class", write_tiny_course(tmp_path / "course"), ("mia", "ben"))) as served:
        yield served


def test_the_session_ends_and_nothing_is_kept_in_memory(house: House):
    tutor, classroom = house.server.house.tutor, Classroom.open(house.served.folder)
    assert isinstance(tutor, Tutor)
    with house.visit("mia") as mia, house.visit("ben") as ben, house.visit() as teacher:
        question = ask(mia, "next", {"goal": {"skill": "parts"}}).json()["question"]["question_id"]
        ask(ben, "home")
        forget(classroom, "mia", SIGNER)
        sent = {"question_id": question, "given": "1/2", "request_id": "late"}
        assert ask(mia, "answer", sent).status_code == 401
        assert mia.get("/home").status_code == 302
        asyncio.run(let_go(house.server.app.settings["backstage"]))
        assert (tutor.remembers("mia"), tutor.remembers("ben")) == (False, True)
        assert [one["id"] for one in ask(teacher, "class").json()["students"]] == ["ben"]
    assert replay(classroom.records) == []
    classroom.close()


def test_a_newcomer_with_the_same_id_starts_from_nothing(house: House):
    classroom = Classroom.open(house.served.folder)
    with house.visit("mia") as mia:
        ask(mia, "next", {"goal": {"skill": "parts"}})
        forget(classroom, "mia", SIGNER)
        (card,) = classroom.people.add([Person("mia", "Another Mia")])
        assert ask(mia, "home").status_code == 401
    house.served.codes["mia"] = card.code
    with house.visit("mia") as mia:
        home = ask(mia, "home").json()
        assert (home["student"]["name"], home["first_day"]) == ("Another Mia", True)
    classroom.close()
