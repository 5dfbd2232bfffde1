"""The lesson for a hole: a worked example, one to finish, the student's own mistake in somebody else's hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from workshop import COURSE, SKILL, Class

from gapless.authoring import ItemBank, load_course
from gapless.authoring.prose import to_html
from gapless.tutor.history import Turn, play


@pytest.fixture(scope="module")
def items() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


@pytest.fixture
def room(items: ItemBank, tmp_path: Path) -> Iterator[Class]:
    made = Class(load_course(COURSE), items, tmp_path)
    yield made
    made.close()


def lesson(room: Class, hole: str = SKILL) -> list[Any]:
    (card,) = room.tutor.call("mia", "practice", {"hole": hole})["holes"]
    return card["lesson"]


def text(html: str) -> str:
    return " ".join(re.sub(r"<annotation.*?</annotation>|<[^>]+>", " ", html).split())


def test_it_goes_from_a_worked_example_to_one_to_finish_to_the_students_own_mistake(room: Class) -> None:
    room.tutor.reload(room.course, room.items, micro=())
    room.dig()
    stages = lesson(room)
    assert [one["kind"] for one in stages] == ["worked", "faded", "mistake"]
    worked, faded, mistake = stages
    assert worked["rest"] == ""
    assert text(faded["html"]) != text(worked["html"])
    assert faded["rest"], "the end of the steps opens on request"
    assert "Somebody wrote" in text(mistake["html"])
    move = room.course.misconceptions["gives-a-factor"].move
    assert text(mistake["rest"]).startswith(move[:12])
    assert lesson(room) == stages, "it is the same whenever the page is opened"


def test_beside_the_authors_own_short_lesson_it_adds_the_mistake_alone(room: Class) -> None:
    room.dig()
    assert [one["kind"] for one in lesson(room)] == ["mistake"]


def test_what_it_shows_with_its_steps_is_not_asked_afterwards(room: Class) -> None:
    room.tutor.reload(room.course, room.items, micro=())
    goal = room.dig()
    shown = [one["html"] for one in lesson(room)]
    play(room.tutor, "mia", [Turn(goal)], room.clock)
    prompts = [one.body["snapshot"]["prompt"] for one in room.records.events("mia") if one.kind == "asked"]
    practised = prompts[-4:]
    assert len(practised) == 4
    assert [one for one in practised if any(html.startswith(to_html(one)) for html in shown)] == []


def test_a_closed_hole_has_no_lesson(room: Class) -> None:
    goal = room.dig()
    play(room.tutor, "mia", [Turn(goal)], room.clock)
    assert lesson(room) == []
