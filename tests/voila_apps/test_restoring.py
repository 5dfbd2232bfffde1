"""A backup taken while students answer is a whole class: it opens, agrees with itself, and lets people in."""

from __future__ import annotations

import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from house import House, ask, in_a_thread
from served import Served, free_port, new_class

from gapless.records import Classroom
from gapless.records.backup import backup
from gapless.records.replay import replay

BACKUPS = 3


class Answering(threading.Thread):
    """A student who answers until told to stop; `acknowledged` are the requests the server said yes to."""

    def __init__(self, house: House, student: str) -> None:
        super().__init__()
        self.house, self.student = house, student
        self.acknowledged: list[str] = []
        self.more, self.stop = threading.Event(), threading.Event()

    def run(self) -> None:
        with self.house.visit(self.student) as http:
            while not self.stop.is_set():
                question = ask(http, "next", {"goal": {"skill": "parts"}}).json()["question"]["question_id"]
                # A miss, then the steps: the skill is never mastered, and questions go on.
                for verb, more in (("answer", {"given": "0"}), ("show", {})):
                    request = f"{question}.{verb}"
                    told = ask(http, verb, {"question_id": question, "request_id": request, **more})
                    # Steps of a question that luck answered right are given again, and recorded no second time.
                    if told.status_code == 200 and verb == "answer":
                        self.acknowledged.append(request)
                self.more.set()


def unpack(archive: Path, to: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="data")
    return to


@pytest.fixture
def served(tmp_path: Path, write_tiny_course: Callable[[Path], Path]) -> Served:
    return new_class(tmp_path / "class", write_tiny_course(tmp_path / "course"), ("mia", "ben"))


def test_a_class_restored_from_a_backup_taken_meanwhile(served: Served, tmp_path: Path) -> None:
    classroom = Classroom.open(served.folder)
    taken: list[tuple[Path, list[str]]] = []
    with in_a_thread(served) as house:
        student = Answering(house, "mia")
        student.start()
        for _ in range(BACKUPS):
            student.more.clear()
            assert student.more.wait(30)
            before = list(student.acknowledged)
            taken.append((backup(classroom, tmp_path / "safe"), before))
        student.stop.set()
        student.join(30)
    for number, (archive, before) in enumerate(taken):
        restored = Classroom.open(unpack(archive, tmp_path / f"restored-{number}"))
        events = restored.records.events("mia")
        assert {one.request for one in events} >= set(before)
        assert events == classroom.records.events("mia")[: len(events)]
        assert replay(restored.records) == []
        restored.close()
    classroom.close()


def test_people_sign_in_to_a_restored_class_and_go_on(served: Served, tmp_path: Path) -> None:
    with in_a_thread(served) as house, house.visit("mia") as mia:
        open_before = ask(mia, "next", {"goal": {"skill": "parts"}}).json()["question"]["question_id"]
        classroom = Classroom.open(served.folder)
        place = unpack(backup(classroom), tmp_path / "restored")
        classroom.close()
    with in_a_thread(Served(place, served.codes, free_port())) as house:
        with house.visit("mia") as mia:
            assert ask(mia, "next", {"goal": {"skill": "parts"}}).json()["question"]["question_id"] == open_before
        with house.visit() as teacher:
            assert [one["id"] for one in ask(teacher, "class").json()["students"]] == ["ben", "mia"]


def test_hand_ins_and_marks_come_back_too(served: Served, tmp_path: Path) -> None:
    for name in ("submitted/mia/steps/steps.ipynb", "feedback/mia/steps/steps.html", "release/steps/steps.ipynb"):
        (served.folder / name).parent.mkdir(parents=True)
        (served.folder / name).write_text(name)
    classroom = Classroom.open(served.folder)
    place = unpack(backup(classroom), tmp_path / "restored")
    classroom.close()
    kept = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert kept == {
        "class.toml",
        "records.sqlite",
        "submitted/mia/steps/steps.ipynb",
        "feedback/mia/steps/steps.html",
        "release/steps/steps.ipynb",
    }
