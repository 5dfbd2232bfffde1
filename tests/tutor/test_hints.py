"""Hints open one at a time; a question with a hint is practice."""

from __future__ import annotations

from gapless.tutor.history import Turn


def hint(room, question, request: str):
    return room.call("hint", {"question_id": question["question_id"], "request_id": request})


def test_hints_open_one_at_a_time_and_the_last_one_is_announced(room) -> None:
    question = room.ask()
    assert (question["hints"], question["hint_left"], question["hint_last"]) == ([], True, False)
    one = hint(room, question, "a")
    assert (len(one["hints"]), one["hint_left"], one["hint_last"], one["assisted"]) == (1, True, True, True)
    two = hint(room, question, "b")
    assert (len(two["hints"]), two["hint_left"], two["hint_last"]) == (2, False, False)
    assert hint(room, question, "c") == two
    assert room.ask()["hints"] == two["hints"]


def test_the_same_request_opens_one_hint(room) -> None:
    question = room.ask()
    assert hint(room, question, "a") == hint(room, question, "a")
    assert len(room.ask()["hints"]) == 1


def test_a_right_answer_after_a_hint_never_raises_what_is_known(room) -> None:
    room.play(Turn("parts", times=1))
    before = room.call("standing", {"skill": "parts"})["p_known"]
    (told,) = room.play(Turn("parts", "hint", times=1))
    assert told["verdict"] == "right"
    assert "counts as practice" in told["words"]
    after = room.call("standing", {"skill": "parts"})
    assert after["p_known"] <= before
    assert after["answers"][0]["assisted"]


def test_a_closed_question_opens_no_further_hint(room) -> None:
    question = room.ask()
    room.answer(question, "right")
    assert hint(room, question, "late")["hints"] == []
