"""`gapless serve --reload`: a saved course is taken up while students work, and a faulty save changes nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from threading import Event

import httpx
import pytest
from house import House, ask, in_a_thread
from served import Served, new_class

from gapless.authoring.scaffold import new_item, new_lesson

PARTS = "lessons/01-parts.ipynb"
TEXT, ITEMS = 0, 2
STUDENTS = ("ada", "ben", "cleo", "dan", "eve", "mia")


class Desk:
    """An author at work on a course that is served; `told` is what the server says of each save."""

    def __init__(self, house: House, course: Path, told: Queue[str]) -> None:
        self.house, self.course, self._told = house, course, told

    def save(self, number: int, change: Callable[[str], str], file: str = PARTS) -> str:
        """Change one cell and save the notebook as JupyterLab does; what is told of it."""
        path = self.course / file
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = notebook["cells"][number]
        cell["source"] = change("".join(cell["source"]))
        return self.write(path, json.dumps(notebook))

    def write(self, path: Path, text: str) -> str:
        """Save a file, whole or not at all; what is told of it."""
        fresh = path.with_name(f".~{path.name}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
        return self.told()

    def told(self) -> str:
        """What is told next."""
        return self._told.get(timeout=30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, write_tiny_course: Callable[[Path], Path]) -> Served:
    """A class over the tiny course; every test takes a student of its own."""
    place = tmp_path_factory.mktemp("edited")
    return new_class(place / "class", write_tiny_course(place / "course"), STUDENTS)


@pytest.fixture(scope="module")
def desk(served: Served) -> Iterator[Desk]:
    """The class served while its course is edited."""
    told: Queue[str] = Queue()
    with in_a_thread(served, told.put) as house:
        yield Desk(house, served.folder.parent / "course", told)


@pytest.fixture
def visit(desk: Desk) -> Iterator[Callable[[str], httpx.Client]]:
    """Students who stay signed in all the while."""
    with ExitStack() as stack:
        yield lambda student: stack.enter_context(desk.house.visit(student))


def question(http: httpx.Client, skill: str = "parts") -> dict:
    return ask(http, "next", {"goal": {"skill": skill}}).json()["question"]


def test_a_saved_text_reaches_a_student_who_stays_signed_in(desk: Desk, visit) -> None:
    ada = visit("ada")
    assert "the same size" in ada.get("/lesson/01-parts").text
    told = desk.save(TEXT, lambda text: text.replace("the same size", "one and the same size"))
    assert "1 page is made anew" in told
    seen = pages_until(ada, "/lesson/01-parts", "one and the same size")
    assert {page.status_code for page in seen} == {200}
    assert all("Equal parts" in page.text for page in seen)


def test_an_edit_changes_no_judgement_of_a_question_that_was_asked(desk: Desk, visit) -> None:
    ben = visit("ben")
    asked = question(ben)
    (event,) = desk.house.served.book.events("ben", "asked")
    assert "no page changes" in desk.save(ITEMS, lambda code: code.replace("answer=Fraction(k, n)", "answer=k + n"))
    assert question(ben)["question_id"] == asked["question_id"]
    given = {"question_id": asked["question_id"], "given": event["body"]["snapshot"]["key"], "request_id": "one"}
    if event["body"]["snapshot"]["options"]:
        given["given"] = str(event["body"]["snapshot"]["options"].index(given["given"]))
    assert ask(ben, "answer", given).json()["verdict"] == "right"


def test_the_next_question_comes_from_the_saved_item(desk: Desk, visit) -> None:
    cleo = visit("cleo")
    desk.save(ITEMS, lambda code: code.replace("A bar has", "Fresh bar:").replace("Which fraction", "Fresh: which"))
    assert "Fresh" in question(cleo)["prompt"]


def test_a_faulty_save_keeps_the_last_good_course_and_tells_place_and_remedy(desk: Desk, visit) -> None:
    dan = visit("dan")
    told = desk.save(ITEMS, lambda code: code.replace("def which_part", "def which part"))
    assert "students keep the one before" in told
    assert "lessons/01-parts.ipynb, cell 3: This items cell is not Python" in told
    assert "Items cells hold plain Python" in told
    assert question(dan)["prompt"]
    assert dan.get("/lesson/01-parts").status_code == 200
    mended = desk.save(ITEMS, lambda code: code.replace("def which part", "def which_fresh"))
    assert mended.startswith("Took up Tiny fractions")


BROKEN = (
    (PARTS, "{", "01-parts.ipynb: This is not a notebook"),
    ("course.toml", "title =", "course.toml: This is not TOML"),
    ("micro/none.ipynb", '{"cells": []}', "micro/none.ipynb"),
)


def test_whatever_is_broken_students_go_on(desk: Desk, visit) -> None:
    mia = visit("mia")
    assert "cell 3: ZeroDivisionError" in desk.save(ITEMS, lambda code: f"{code}\n1 / 0")
    assert "Took up" in desk.save(ITEMS, lambda code: code.removesuffix("\n1 / 0"))
    for file, text, words in BROKEN:
        path = desk.course / file
        before = path.read_text(encoding="utf-8") if path.exists() else None
        assert words in desk.write(path, text)
        assert question(mia)["prompt"]
        assert {mia.get(page).status_code for page in ("/lesson/01-parts", "/home")} == {200}
        if before is None:
            path.unlink()
            desk.told()
        else:
            desk.write(path, before)


def test_a_new_lesson_opens_without_a_restart(desk: Desk, visit) -> None:
    eve = visit("eve")
    assert eve.get("/lesson/03-tens").status_code == 404
    new_lesson(desk.course, "tens")
    while "is made anew" not in desk.told():
        pass  # between the two files it writes, the course may be seen without the skill
    assert "Tens" in eve.get("/lesson/03-tens").text
    new_item(desk.course, "tens")
    assert "no page changes" in desk.told()
    assert question(eve, "tens")["title"] == "Tens"


def test_pages_of_an_edited_course_are_there_at_the_next_start(tmp_path: Path, tiny_course: Path) -> None:
    served, told = new_class(tmp_path / "class", tiny_course, ("mia",)), Queue[str]()
    with in_a_thread(served, told.put) as house, house.visit("mia") as http:
        http.get("/lesson/01-parts")
        Desk(house, tiny_course, told).save(TEXT, lambda text: f"{text}\n\nOne more line.")
        pages_until(http, "/lesson/01-parts", "One more line.")
    with in_a_thread(served) as house, house.visit("mia") as http:
        assert "One more line." in http.get("/lesson/01-parts").text


def pages_until(http: httpx.Client, path: str, text: str) -> list[httpx.Response]:
    """Load a page again and again until it has this text; every answer on the way."""
    seen = [http.get(path)]
    deadline = time.monotonic() + 60
    while text not in seen[-1].text:
        assert time.monotonic() < deadline, seen[-1].text
        Event().wait(0.05)
        seen.append(http.get(path))
    return seen
