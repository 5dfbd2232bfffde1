"""The teacher sees what the students did, looks on without a trace, and excuses with a reason."""

from __future__ import annotations

import pytest

from gapless.errors import NotFound, Unusable
from gapless.records.replay import replay
from gapless.tutor.history import Turn


def class_row(room, student: str):
    table = room.tutor.teacher_call("class", {})
    return next(row for row in table["students"] if row["id"] == student)


def test_the_class_table_has_every_student_and_every_skill(room) -> None:
    table = room.tutor.teacher_call("class", {})
    assert (table["title"], table["course"]) == ("Class 3b", "Tiny fractions")
    assert [skill["id"] for skill in table["skills"]] == ["parts", "add-like"]
    assert [(row["id"], row["last_at"], row["cells"]) for row in table["students"]] == [
        ("ben", None, {"parts": "ready", "add-like": "locked"}),
        ("mia", None, {"parts": "ready", "add-like": "locked"}),
    ]


def test_a_hole_comes_with_its_name_and_the_answers_that_show_it(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2))
    row = class_row(room, "mia")
    (hole,) = row["holes"]
    assert (hole["skill"], hole["status"], hole["misconception"]) == ("parts", "confirmed", "Adds tops and bottoms")
    assert hole["source"] == {"skill": "add-like", "title": "Adding like fractions"}
    assert len(hole["evidence"]) == 2
    assert row["cells"]["parts"] == "hole"
    assert row["last_at"] == room.records.last_event("mia").at.isoformat()


def test_a_cell_opens_its_answers_newest_first(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=1), Turn("add-like", times=1))
    told = room.tutor.teacher_call("answers", {"student": "mia", "skill": "add-like"})
    assert [(line["verdict"], line["misconception"]) for line in told["answers"]] == [
        ("right", ""),
        ("not-yet", "Adds tops and bottoms"),
    ]


def test_an_excused_skill_opens_what_builds_on_it_and_says_who_and_why(room) -> None:
    body = {"student": "mia", "skill": "parts", "reason": " Showed it on paper. ", "request_id": "e"}
    told = room.tutor.teacher_call("excuse", body, by="ms-rivera")
    assert told["state"] == "excused"
    assert room.tutor.teacher_call("excuse", body, by="ms-rivera") == told
    assert class_row(room, "mia")["excused"] == [
        {
            "skill": "parts",
            "reason": "Showed it on paper.",
            "by": "ms-rivera",
            "at": room.records.last_event("mia").at.isoformat(),
        }
    ]
    assert len(room.records.events("mia")) == 1
    assert room.player().next("add-like")["state"] == "question"
    assert replay(room.records) == []


@pytest.mark.parametrize("reason", ["", "   ", None, "x" * 501])
def test_an_excuse_needs_a_reason(room, reason) -> None:
    body = {"student": "mia", "skill": "parts", "reason": reason, "request_id": "e"}
    with pytest.raises(Unusable):
        room.tutor.teacher_call("excuse", body, by="ms-rivera")


def test_looking_on_shows_the_students_pages_and_leaves_no_trace(room) -> None:
    room.play(Turn("parts", times=1))
    before = room.records.events("mia")
    seen = room.tutor.teacher_call("home", {"as_student": "mia"}, by="ms-rivera")
    assert seen == room.call("home")
    move = room.tutor.teacher_call("next", {"as_student": "mia", "goal": {"skill": "parts"}}, by="ms-rivera")
    assert move["state"] == "idle"
    assert room.records.events("mia") == before


def test_looking_on_shows_the_question_a_student_is_at(room) -> None:
    question = room.ask()
    move = room.tutor.teacher_call("next", {"as_student": "mia", "goal": {"skill": "parts"}})
    assert move["question"] == question


@pytest.mark.parametrize("verb", ["answer", "hint", "show"])
def test_a_teacher_never_answers_for_a_student(room, verb: str) -> None:
    body = {"as_student": "mia", "question_id": room.ask()["question_id"], "given": "1/2", "request_id": "r"}
    with pytest.raises(NotFound):
        room.tutor.teacher_call(verb, body)
    assert len(room.records.events("mia")) == 1
