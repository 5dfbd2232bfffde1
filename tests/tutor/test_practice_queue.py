"""The teacher's queue: each spec in full, rulings bound to content, the switch, and what practice was worth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from workshop import COURSE, SKILL, WRONG, Class, Writer

from gapless.authoring import ItemBank, load_course
from gapless.errors import NotFound, Unusable
from gapless.tutor import MemoryJournal, Tutor
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


def teach(room: Class, verb: str, **body: Any) -> Any:
    return room.tutor.teacher_call(verb, body, by="ms-lovelace")


def told(_: int) -> list[str]:
    return ["Count the groups first."]


def test_what_waits_is_seen_in_full_and_approved_by_its_whole_content(room: Class) -> None:
    (stored,) = room.fill(1, writer=Writer(told))
    (waiting,) = teach(room, "queue")["waiting"]
    assert (waiting["hash"], waiting["state"], waiting["title"]) == (
        stored.hash,
        "waits for approval",
        room.course.skills[SKILL].title,
    )
    seen = teach(room, "spec", hash=stored.hash)
    assert len(seen["questions"]) == 5
    for question in seen["questions"]:
        keys = [one for one in question["answers"] if one["key"]]
        assert len(keys) == 1
        assert [one["misconception"] for one in question["answers"] if not one["key"]]
        assert question["solution"]
    assert {one["ok"] for one in seen["checks"]} == {True}
    assert json.loads(seen["raw"])["hints"] == told(0)
    after = teach(room, "spec_rule", hash=stored.hash, act="approved")
    assert (after["waiting"], [one["state"] for one in after["bank"]]) == ([], ["shown, approved"])
    assert room.bank.find(stored.hash).by == "ms-lovelace"
    with pytest.raises(Unusable):
        teach(room, "spec_rule", hash=stored.hash[:12], act="approved")


def test_the_extremes_are_among_the_questions(room: Class) -> None:
    (stored,) = room.fill(1)
    ends = room.judge.ends(stored.raw)
    assert len(ends) == 2
    prompts = [one["prompt"] for one in teach(room, "spec", hash=stored.hash)["questions"]]
    assert len(prompts) == len(set(prompts)) == 5


def test_a_rejection_needs_a_reason(room: Class) -> None:
    (stored,) = room.fill(1)
    with pytest.raises(Unusable, match="Write why"):
        teach(room, "spec_rule", hash=stored.hash, act="rejected", reason="  ")
    teach(room, "spec_rule", hash=stored.hash, act="rejected", reason="too like another")
    assert room.bank.active(SKILL) == []


def test_an_edit_is_verified_anew(room: Class) -> None:
    (stored,) = room.fill(1, writer=Writer(told))
    spec = json.loads(stored.raw)
    worse = teach(room, "spec_edit", hash=stored.hash, raw=json.dumps({**spec, "formula": "1"}))
    assert worse["hash"] == ""
    assert worse["words"].startswith("It does not hold, so nothing was changed. ")
    better = teach(room, "spec_edit", hash=stored.hash, raw=json.dumps({**spec, "hints": []}))
    assert [one.hash for one in room.bank.active(SKILL)] == [better["hash"]]


def test_the_switch_needs_a_reason_and_names_who_pressed_it(room: Class) -> None:
    room.fill(1)
    with pytest.raises(Unusable):
        teach(room, "practice_switch", act="stop", reason="")
    stopped = teach(room, "practice_switch", act="stop", reason="let me look first")["stopped"]
    assert (stopped["by"], stopped["reason"]) == ("ms-lovelace", "let me look first")
    assert room.bank.active(SKILL) == []
    assert teach(room, "practice_switch", act="start")["stopped"] is None
    assert len(room.bank.active(SKILL)) == 1


def test_the_class_page_tells_what_waits_and_what_looked_odd(room: Class) -> None:
    plain = room.fill(1)[0]
    room.fill(1, writer=Writer(told))
    assert teach(room, "class")["queue"] == {"waiting": 1, "odd": 0, "href": "/queue"}
    room.bank.report(plain.hash, "a student said: this looks odd")
    assert teach(room, "class")["queue"] == {"waiting": 2, "odd": 1, "href": "/queue"}
    assert [one["act"] for one in teach(room, "queue")["waiting"]] == ["quarantined", ""]


def test_what_practice_was_worth_is_told_with_its_uncertainty(room: Class) -> None:
    room.fill(3)
    assert [one["words"] for one in teach(room, "queue")["worth"]] == ["No next answers yet."] * 2
    for student in ("mia", "ben"):
        goal = room.dig(student)
        play(room.tutor, student, [Turn(goal, "not-learned", 3), Turn(goal)], room.clock)
    words = {one["source"]: one["words"] for one in teach(room, "queue")["worth"]}
    assert set(words) == {"generated", "authored"}
    assert any("Next answer right" in one and " to " in one for one in words.values())
    assert any("Holes closed:" in one for one in words.values())


def test_a_students_call_reaches_none_of_it(room: Class) -> None:
    (stored,) = room.fill(1)
    for verb in ("queue", "spec", "spec_rule", "spec_edit", "practice_switch"):
        with pytest.raises(NotFound):
            room.tutor.call("mia", verb, {"hash": stored.hash, "act": "approved"})


def test_without_a_bank_there_is_no_queue(room: Class) -> None:
    tutor = Tutor(room.course, room.items, MemoryJournal([]), room.clock, Random(7))
    with pytest.raises(NotFound, match="no generated practice"):
        tutor.teacher_call("queue", {}, by="ms-lovelace")
    assert tutor.teacher_call("class", {})["queue"] is None


def test_a_target_is_told_by_its_titles(room: Class) -> None:
    room.fill(1)
    (line,) = teach(room, "queue")["bank"]
    assert line["misconception"] == room.course.misconceptions[WRONG].title
