"""The whole story: a miss, the hole behind it, practice, the re-check, mastery."""

from __future__ import annotations

from gapless.records.replay import replay
from gapless.tutor.history import Turn


def test_a_miss_leads_to_the_hole_behind_it_and_back_to_mastery(room) -> None:
    room.play(Turn("parts"))

    first = room.ask("add-like")
    told = room.answer(first, "adds-across")
    assert (told["verdict"], told["action"], told["closed"]) == ("not-yet", "again", False)
    assert told["words"] == "You added the tops and the bottoms. Look at the size of one piece first."
    assert told["solution"] is None
    assert room.call("practice")["holes"] == []

    assert room.answer(first, "right")["action"] == "next"
    separating = room.ask("add-like")
    assert separating["purpose"] == "separate"
    room.answer(separating, "adds-across")
    room.answer(separating, "right")

    move = room.player().next("add-like")
    assert (move["state"], move["hole"]) == ("detour", {"skill": "parts", "title": "Equal parts"})
    assert move["href"] == "/practice?hole=parts"
    (hole,) = room.call("practice", {"hole": "parts"})["holes"]
    assert hole["idea"] == "You added the tops and the bottoms."
    assert len(hole["evidence"]) == 2
    assert room.call("home")["next"]["href"] == "/practice?hole=parts"

    practised = room.play(Turn("hole:parts"))
    assert [told["recovered"] for told in practised[:-1]] == [None] * (len(practised) - 1)
    assert practised[-2]["mastered"]
    assert practised[-1]["recovered"] == {"skill": "parts", "title": "Equal parts"}
    back = room.player().next("hole:parts")
    assert (back["state"], back["next"]["href"]) == ("done", "/lesson/02-add-like")

    assert room.play(Turn("add-like"))[-1]["mastered"]
    end = room.player().next("add-like")
    assert (end["state"], end["next"]) == ("done", None)
    assert end["words"] == "Adding like fractions is mastered, and so is everything else here."
    home = room.call("home")
    assert [skill["state"] for skill in home["map"]["skills"]] == ["mastered", "mastered"]
    assert [one["skill"] for one in home["recovered"]] == ["parts"]
    (row,) = [one for one in room.tutor.teacher_call("class", {})["students"] if one["id"] == "mia"]
    assert row["cells"] == {"parts": "mastered", "add-like": "mastered"}
    assert replay(room.records) == []


def test_the_recheck_is_a_question_the_student_has_not_seen(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2), Turn("hole:parts"))
    asked = [one.body for one in room.records.events("mia") if one.kind == "asked"]
    rechecks = [body["fingerprint"] for body in asked if body["purpose"] == "recheck"]
    others = [body["fingerprint"] for body in asked if body["purpose"] != "recheck"]
    assert len(rechecks) == 1
    assert not set(rechecks) & set(others)


def test_one_miss_among_right_answers_is_a_slip_and_no_hole(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=1), Turn("add-like"))
    assert room.call("practice")["holes"] == []
    assert room.call("home")["recovered"] == []
    assert room.call("standing", {"skill": "add-like"})["state"] == "mastered"


def test_a_restart_in_the_middle_of_a_question_resumes_at_it(room) -> None:
    question = room.ask()
    told = room.answer(question, "miss")
    later = room.again().ask()
    assert later["question_id"] == question["question_id"]
    assert later["prompt"] == question["prompt"]
    assert (later["attempts"], later["feedback"]) == (1, told)


def test_saying_i_havent_learned_this_closes_the_question_with_its_steps(room) -> None:
    question = room.ask()
    told = room.answer(question, "not-learned")
    assert (told["verdict"], told["closed"], told["action"]) == ("shown", True, "next")
    assert told["solution"]
    assert room.call("standing", {"skill": "parts"})["answers"][0]["verdict"] == "shown"
    assert room.ask()["question_id"] != question["question_id"]


def test_two_misses_close_a_question_with_its_steps(room) -> None:
    question = room.ask()
    room.answer(question, "miss")
    told = room.answer(question, "miss")
    assert (told["verdict"], told["closed"], told["action"]) == ("not-yet", True, "next")
    assert told["solution"]


def test_a_second_try_counts_as_practice_only(room) -> None:
    question = room.ask()
    room.answer(question, "miss")
    p_known = room.call("standing", {"skill": "parts"})["p_known"]
    told = room.answer(question, "right")
    assert (told["verdict"], told["progress"]["done"]) == ("right", 0)
    assert room.call("standing", {"skill": "parts"})["p_known"] == p_known


def test_what_cant_be_read_changes_nothing(room) -> None:
    question = room.ask()
    before = room.call("standing", {"skill": "parts"})
    body = {"question_id": question["question_id"], "given": "3//4", "request_id": "r"}
    told = room.call("answer", body)
    assert (told["verdict"], told["action"], told["closed"]) == ("unreadable", "edit", False)
    assert "3//4" in told["words"]
    assert room.call("standing", {"skill": "parts"}) == before
    assert room.ask()["attempts"] == 0
