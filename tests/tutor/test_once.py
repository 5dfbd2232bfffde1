"""Once: a double click, a retry, a second tab or a second process never counts an answer twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from gapless.errors import Unusable
from gapless.tutor.history import Turn


def answered(room, student: str = "mia"):
    return [event for event in room.records.events(student) if event.kind == "answered"]


def test_the_same_request_gets_the_same_feedback(room) -> None:
    question, player = room.ask(), room.player()
    assert player.answer(question, "miss", "same") == player.answer(question, "right", "same")
    assert len(answered(room)) == 1


def test_a_double_submit_from_two_threads_counts_once(room) -> None:
    question, player, barrier = room.ask(), room.player(), Barrier(8)
    body = {"question_id": question["question_id"], "given": player.given(question, "right"), "request_id": "same"}

    def submit(_):
        barrier.wait()
        return room.call("answer", body)

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(submit, range(8)))
    assert told == [told[0]] * 8
    assert len(answered(room)) == 1


def test_two_servers_on_one_record_count_an_answer_once(room) -> None:
    question, barrier = room.ask(), Barrier(2)
    body = {"question_id": question["question_id"], "given": room.player().given(question, "right"), "request_id": "r"}
    servers = [room.again(), room.again()]

    def submit(server):
        server.call("home")
        barrier.wait()
        return server.call("answer", body)

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(submit, servers)
    assert one == other
    assert len(answered(room)) == 1


def test_many_tabs_that_ask_at_once_get_the_same_question(room) -> None:
    with ThreadPoolExecutor(8) as pool:
        questions = list(pool.map(lambda _: room.ask()["question_id"], range(8)))
    assert len(set(questions)) == 1


def test_a_closed_question_tells_what_it_told(room) -> None:
    question = room.ask()
    told = room.answer(question, "right")
    assert room.answer(question, "miss") == told
    assert room.answer(question, "not-learned") == told
    assert len(answered(room)) == 1


def test_a_request_that_did_something_else_is_refused(room) -> None:
    first, player = room.ask(), room.player()
    player.answer(first, "right", "used")
    second = room.ask()
    with pytest.raises(Unusable):
        player.answer(second, "right", "used")
    assert len(answered(room)) == 1


def test_two_students_may_use_the_same_request_id(room) -> None:
    for student in ("mia", "ben"):
        room.player(student).answer(room.ask(student=student), "right", "same")
    assert [len(answered(room, student)) for student in ("mia", "ben")] == [1, 1]


def test_students_work_side_by_side(room) -> None:
    def work(student):
        return room.play(Turn("parts"), Turn("add-like"), student=student)[-1]["mastered"]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, ("mia", "ben"))) == [True, True]
