"""Forged calls: nothing a browser sends opens a lock, reaches another student, or breaks anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapless.errors import LearnerError, NotFound, Unusable
from gapless.tutor.history import Turn

ASKED = {
    *("question_id", "skill", "title", "purpose", "prompt", "input", "progress"),
    *("hints", "hint_left", "hint_last", "attempts", "assisted", "feedback", "also", "example", "generated"),
}


def test_a_locked_skill_says_what_is_missing_and_asks_nothing(room) -> None:
    move = room.player().next("add-like")
    assert move == {
        "state": "locked",
        "missing": [{"skill": "parts", "title": "Equal parts", "href": "/lesson/01-parts"}],
        "words": "This builds on Equal parts. Show that first, then it opens.",
    }
    assert room.records.events("mia") == []


def test_a_lesson_opens_when_one_of_its_skills_does(room) -> None:
    assert room.tutor.may_open("mia", "01-parts") is None
    assert room.tutor.may_open("mia", "02-add-like")["missing"][0]["skill"] == "parts"
    with pytest.raises(NotFound):
        room.tutor.may_open("mia", "03-nothing")


@pytest.mark.parametrize("goal", ["skill:quantum", "hole:quantum", "hole:parts"])
def test_a_goal_that_is_not_there_is_not_found(room, goal: str) -> None:
    with pytest.raises(NotFound):
        room.player().next(goal)


@pytest.mark.parametrize("verb", ["answer", "hint", "show"])
def test_another_students_question_is_not_found(room, verb: str) -> None:
    hers = room.ask()
    body = {"question_id": hers["question_id"], "given": "1/2", "request_id": "r"}
    with pytest.raises(NotFound):
        room.call(verb, body, student="ben")
    assert room.records.events("ben") == []


def test_a_question_that_was_made_up_is_not_found(room) -> None:
    with pytest.raises(NotFound):
        room.call("answer", {"question_id": "0" * 16, "given": "1/2", "request_id": "r"})


@pytest.mark.parametrize("student", ["eve", "ms-rivera", "", "mia' or 1=1 --"])
def test_nobody_but_a_student_of_the_class_is_served(room, student: str) -> None:
    with pytest.raises(NotFound):
        room.call("home", student=student)


@pytest.mark.parametrize("verb", ["class", "excuse", "answers", "__class__", ""])
def test_a_student_has_no_teachers_verb(room, verb: str) -> None:
    with pytest.raises(NotFound):
        room.call(verb, {"student": "ben", "skill": "parts", "reason": "please", "request_id": "r"})


@pytest.mark.parametrize(
    "change",
    [
        {"question_id": None},
        {"question_id": 7},
        {"question_id": ["a"]},
        {"question_id": "x" * 10_000},
        {"given": None},
        {"given": 3.5},
        {"given": {"key": "1/2"}},
        {"given": "1" * 1_000_000},
        {"request_id": ""},
        {"request_id": "a b"},
        {"request_id": "x" * 65},
        {"request_id": "\ud800"},
        {"focus_seconds": "long"},
        {"focus_seconds": True},
        {"focus_seconds": float("nan")},
    ],
    ids=str,
)
def test_a_body_of_another_shape_is_unusable_and_recorded_nowhere(room, change) -> None:
    body = {"question_id": room.ask()["question_id"], "given": "1/2", "request_id": "r", "focus_seconds": 3}
    with pytest.raises(Unusable):
        room.call("answer", {**body, **change})
    assert [event.kind for event in room.records.events("mia")] == ["asked"]


@pytest.mark.parametrize("body", [None, [], "next", 7])
def test_what_is_no_object_is_unusable(room, body) -> None:
    with pytest.raises(Unusable):
        room.tutor.call("mia", "next", body)


@pytest.mark.parametrize(("told", "kept"), [(-5, 0), (1e9, 3600), (float("inf"), 3600), (10**400, 3600), (12.5, 12.5)])
def test_focus_is_kept_between_nothing_and_an_hour(room, told: float, kept: float) -> None:
    question = room.ask()
    room.call(
        "answer", {"question_id": question["question_id"], "given": "1/2", "request_id": "r", "focus_seconds": told}
    )
    assert room.records.last_event("mia").body["focus_seconds"] == kept


def test_facts_that_a_browser_adds_are_passed_over(room) -> None:
    question = room.ask()
    body = {"question_id": question["question_id"], "given": "77777", "request_id": "r"}
    forged = {"verdict": "right", "key": "77777", "assisted": False, "attempt": 1, "student": "ben", "mastered": True}
    assert room.call("answer", {**body, **forged})["verdict"] != "right"


def test_text_that_no_database_can_hold_is_kept_as_a_mark(room) -> None:
    question = room.ask()
    room.call("answer", {"question_id": question["question_id"], "given": "1\x00\ud8002", "request_id": "r"})
    assert room.records.last_event("mia").body["given"] == "1\ufffd\ufffd2"


def test_what_was_typed_comes_back_as_text_never_as_markup(room) -> None:
    question = room.ask()
    body = {"question_id": question["question_id"], "given": "<img src=x onerror=alert(1)>", "request_id": "r"}
    assert "<img" not in room.call("answer", body)["words"]


def test_no_key_leaves_before_the_question_closes(room) -> None:
    room.play(Turn("parts"))
    question = room.ask("add-like")
    made = room.player().snapshot(question)
    told = room.answer(question, "miss")
    assert set(question) == ASKED
    assert told["solution"] is None
    sent = json.dumps([question, told, room.ask("add-like"), room.call("standing", {"skill": "add-like"})])
    assert not [secret for secret in (made["key"], *made["mistakes"].values()) if secret in sent]
    assert room.answer(question, "right")["solution"]


def test_a_choice_shows_its_options_and_not_which_is_right(room) -> None:
    question = next(one for one in _asked_in_turn(room) if one["input"]["kind"] == "choice")
    assert set(question) == ASKED
    assert [set(option) for option in question["input"]["options"]] == [{"value", "html"}] * 4
    assert [option["value"] for option in question["input"]["options"]] == ["0", "1", "2", "3"]


def _asked_in_turn(room):
    for _ in range(4):
        question = room.ask()
        yield question
        room.answer(question, "right")


def test_one_students_pages_hold_nothing_of_another(room) -> None:
    room.answer(room.ask(student="ben"), "miss", student="ben")
    room.ask()
    pages = [room.call("home"), room.call("practice"), room.call("standing", {"skill": "parts"})]
    assert "ben" not in json.dumps(pages).lower()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(["next", "answer", "hint", "show", "home", "practice", "standing", "nothing"]),
    body=st.dictionaries(
        st.sampled_from(["goal", "question_id", "given", "request_id", "focus_seconds", "hole", "skill"]), json_values
    ),
)
def test_any_body_is_answered_or_refused_in_words(room, verb, body) -> None:
    try:
        room.call(verb, body)
    except LearnerError as refusal:
        assert str(refusal)
