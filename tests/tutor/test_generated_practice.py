"""Practice on a hole takes questions from the bank beside the course's own; nothing else ever does."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from llm_server import Exchange, LlmServer
from workshop import COURSE, SKILL, WRONG, Class, Writer

from gapless.authoring import ItemBank, Made, load_course
from gapless.authoring.oracles import Answers
from gapless.errors import Closed, NotFound
from gapless.graders import judge
from gapless.practice.bank import PracticeBank
from gapless.practice.judge import CourseJudge
from gapless.practice.offer import Offer
from gapless.practice.state import start, stop
from gapless.tutor import Tutor
from gapless.tutor.history import Player


@pytest.fixture(scope="module")
def items() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


@pytest.fixture
def room(items: ItemBank, tmp_path: Path) -> Iterator[Class]:
    made = Class(load_course(COURSE), items, tmp_path)
    yield made
    made.close()


def asked(room: Class, question: Any, student: str = "mia") -> dict[str, Any]:
    return dict(room.records.about(student, question["question_id"])[0].body)


def practise(room: Class, goal: str, count: int, student: str = "mia") -> list[dict[str, Any]]:
    """What was asked, question by question; each is left to its steps, so that practice goes on."""
    found = []
    for _ in range(count):
        move = room.player(student).next(goal)
        assert move["state"] == "question"
        found.append(asked(room, move["question"], student))
        room.player(student).answer(move["question"], "not-learned", f"{student}-{len(found)}-{found[-1]['question']}")
    return found


def until_generated(room: Class, goal: str, student: str = "mia") -> Any:
    """The first open question that the bank made."""
    for _ in range(20):
        question = room.player(student).next(goal)["question"]
        if question["generated"]:
            return question
        room.player(student).answer(question, "hint", f"until-{question['question_id']}")
    raise AssertionError("chance never chose the bank")


def test_practice_on_a_hole_takes_from_both_and_records_which(room: Class) -> None:
    banked = {one.hash for one in room.fill(3)}
    goal = room.dig()
    found = practise(room, goal, 4) + practise(room, room.dig("ben"), 4, "ben")
    assert {one["source"] for one in found} == {"generated", "authored"}
    for one in found:
        generated = one["source"] == "generated"
        assert one["purpose"] == "practise"
        assert (one["spec"] in banked, one["item"].startswith("practice-")) == (generated, generated)
        made = one["snapshot"]
        verdict = judge(made["kind"], made["key"], made["key"], made["mistakes"], options=made["options"]).verdict
        assert verdict == "right"


def test_the_same_record_leads_to_the_same_questions(room: Class) -> None:
    room.fill(2)
    goal = room.dig()
    question = until_generated(room, goal)
    trail = room.tutor.call("mia", "next", {"goal": {"hole": SKILL}})["question"]
    assert trail["question_id"] == question["question_id"], "an open question stays"
    offer = Offer(room.bank, room.judge)
    one, two = (offer.question(SKILL, {WRONG}, {"typed"}, (), Random("mia 1")) for _ in range(2))
    assert one == two is not None


def test_a_question_shows_the_students_own_misconception_where_the_bank_has_one(room: Class) -> None:
    room.fill(2, "one-group-short")
    room.fill(1, WRONG)
    offer = Offer(room.bank, room.judge)
    for seed in range(12):
        offered = offer.question(SKILL, {WRONG}, {"typed"}, (), Random(seed))
        assert offered is None or WRONG in offered.made.mistakes


def test_a_question_that_was_seen_is_not_offered_again(room: Class) -> None:
    room.fill(1)
    offer, seen = Offer(room.bank, room.judge), set[str]()
    for seed in range(6):
        offered = offer.question(SKILL, {WRONG}, {"typed"}, seen, Random(seed))
        assert offered is not None
        assert offered.made.fingerprint not in seen
        seen.add(offered.made.fingerprint)


def test_without_a_bank_everything_is_authored_and_the_same_is_asked(room: Class) -> None:
    goal = room.dig()
    empty = practise(room, goal, 3)
    assert [(one["source"], one["spec"], one["drawn"]) for one in empty] == [("authored", None, False)] * 3


def test_lessons_separating_questions_and_rechecks_are_asked_from_the_course_alone(room: Class) -> None:
    room.fill(3)
    goal = room.dig()
    practise(room, goal, 5)
    numbers = iter(range(100))
    while (move := room.player().next(goal))["state"] == "question":
        room.player().answer(move["question"], "right", f"right-{next(numbers)}")
    events = [one.body for one in room.records.events("mia") if one.kind == "asked"]
    assert {"learn", "separate", "practise", "recheck"} <= {one["purpose"] for one in events}
    assert {one["source"] for one in events if one["purpose"] != "practise"} == {"authored"}
    assert {one["source"] for one in events if one["purpose"] == "practise"} == {"authored", "generated"}


class Changed:
    """The course's items after an edit: its oracle says something else than the specs were verified by."""

    def __init__(self, bank: ItemBank) -> None:
        self._bank, self.items, self.oracles, self.make = bank, bank.items, bank.oracles, bank.make

    def answers(self, skill: str, texts: Sequence[str], solutions: bool = True) -> list[Answers | None]:
        return [one and replace(one, key="7") for one in self._bank.answers(skill, texts, solutions)]


def test_a_question_that_does_not_hold_any_more_is_not_served_and_its_spec_is_quarantined(room: Class) -> None:
    stored = room.fill(1)
    goal = room.dig()
    room.tutor.reload(room.course, Changed(room.items))  # type: ignore[arg-type]  # a bank as far as it is used
    room.tutor.ready_practice(SKILL)
    assert {one["source"] for one in practise(room, goal, 3)} == {"authored"}
    (waiting,) = room.bank.queue()
    assert (waiting.hash, waiting.state, waiting.by) == (stored[0].hash, "quarantined", "report")
    assert waiting.reason.startswith("a question did not hold: the formula gives")


def test_prose_of_a_model_is_shown_only_after_exactly_it_was_approved(room: Class) -> None:
    told = room.fill(2, writer=Writer(lambda _: ["Count the groups first."]))
    assert {one.tier for one in told} == {2}
    goal = room.dig()
    assert {one["source"] for one in practise(room, goal, 3)} == {"authored"}
    room.bank.rule(told[0], "approved", "ms-lovelace")
    goal = room.dig("ben")
    found = [until_generated(room, goal, "ben")]
    assert {asked(room, one, "ben")["spec"] for one in found} == {told[0].hash}


def test_a_student_who_finds_a_question_odd_gets_another_and_nobody_sees_it_again(room: Class) -> None:
    stored = room.fill(1)
    goal, other = room.dig(), room.dig("ben")
    mias, bens = until_generated(room, goal), until_generated(room, other, "ben")
    before = room.tutor.call("mia", "standing", {"skill": SKILL})
    key = {"question_id": mias["question_id"], "request_id": "odd-1"}
    said = room.tutor.call("mia", "odd", key)
    assert said["words"].startswith("Thank you. Nobody sees this question again")
    assert room.tutor.call("mia", "odd", key) == said
    assert room.tutor.call("mia", "standing", {"skill": SKILL}) == before, "it counts for nothing"
    fresh = room.player().next(goal)["question"]
    assert fresh["question_id"] != mias["question_id"]
    assert fresh["generated"] is False
    assert room.player("ben").next(other)["question"]["question_id"] != bens["question_id"], "taken back from all"
    assert [(one.hash, one.act, one.by) for one in room.bank.queue()] == [(stored[0].hash, "quarantined", "report")]
    with pytest.raises(Closed, match="taken back"):
        room.player().answer(mias, "right", "late")


def test_only_a_question_of_the_bank_can_be_taken_back(room: Class) -> None:
    question = room.player().next(SKILL)["question"]
    with pytest.raises(NotFound, match="your teacher's own"):
        room.tutor.call("mia", "odd", {"question_id": question["question_id"], "request_id": "odd-1"})
    with pytest.raises(NotFound):
        room.tutor.call("ben", "odd", {"question_id": question["question_id"], "request_id": "odd-1"})


def test_a_stop_takes_open_questions_back_and_a_start_lets_new_ones_come(room: Class) -> None:
    room.fill(2)
    goal = room.dig()
    question = until_generated(room, goal)
    stop(room.records, "ms-lovelace", "something looks odd")
    assert room.player().next(goal)["question"]["generated"] is False
    why = [one.body for one in room.records.events("mia") if one.kind == "withdrawn"]
    assert why == [{"question": question["question_id"], "why": "not-shown"}]
    start(room.records)
    room.player().answer(room.player().next(goal)["question"], "not-learned", "go-on")
    assert until_generated(room, goal)["generated"] is True


def test_a_restart_folds_to_the_same_state(room: Class) -> None:
    room.fill(2)
    goal = room.dig()
    question = until_generated(room, goal)
    room.tutor.call("mia", "odd", {"question_id": question["question_id"], "request_id": "odd-1"})
    practise(room, goal, 2)
    again = Tutor(room.course, room.items, room.records, room.clock, Random(7), practice=PracticeBank(room.records))
    again.ready_practice(SKILL)
    assert Player(again, "mia", room.clock).next(goal) == room.player().next(goal)


def test_while_the_endpoint_hangs_practice_goes_on_from_what_is_there(room: Class) -> None:
    room.miss()
    goal = room.dig("ben")
    tutored = threading.Event()

    async def hang_until_tutored(exchange: Exchange) -> None:
        while not tutored.is_set():
            await asyncio.sleep(0.005)
        await exchange.send(500, {})

    with LlmServer(hang_until_tutored) as server:
        worker = threading.Thread(target=room.work, args=(server.url,), kwargs={"seconds": 60})
        worker.start()
        server.wait_for(1)
        found = practise(room, goal, 3, "ben")
        assert room.count("practice_reply") == 0, "the call still hangs"
        tutored.set()
        worker.join(30)
    assert {one["source"] for one in found} == {"authored"}


def test_nobody_waits_until_the_bank_is_ready_for_a_skill(room: Class) -> None:
    room.fill(3)
    goal = room.dig()
    ready, asked_while = threading.Event(), threading.Event()
    slow = CourseJudge(room.course, Slow(room.items, asked_while, ready))  # type: ignore[arg-type]  # a bank as far as it is used
    assert Offer(room.bank, slow).question(SKILL, (), {"typed"}, (), Random(1)) is None
    assert asked_while.wait(30), "it is made meanwhile"
    assert room.player().next(goal)["state"] == "question"
    ready.set()
    slow.context(SKILL)
    assert Offer(room.bank, slow).question(SKILL, (), {"typed"}, (), Random(1)) is not None


class Slow(Changed):
    """The course's items, whose first question takes until somebody says so."""

    def __init__(self, bank: ItemBank, asked: threading.Event, ready: threading.Event) -> None:
        super().__init__(bank)
        self.make, self._asked, self._ready = self._make, asked, ready

    def _make(self, item: str, seed: int) -> Made:
        self._asked.set()
        assert self._ready.wait(30)
        return self._bank.make(item, seed)

    def answers(self, skill: str, texts: Sequence[str], solutions: bool = True) -> list[Answers | None]:
        return self._bank.answers(skill, texts, solutions)


def test_the_record_of_a_question_tells_its_source_and_the_page_no_key(room: Class) -> None:
    room.fill(2)
    question = until_generated(room, room.dig())
    body = asked(room, question)
    assert body["snapshot"]["key"] not in json.dumps({**question, "question_id": "", "prompt": ""})
    assert body["spec"] not in json.dumps(question)
