"""Misses become banked, verified practice, each wanted once; trouble and malice become nothing."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from llm_server import MALICE, Exchange, LlmServer, adversary
from workshop import COURSE, KEY, SKILL, WRONG, Class, Writer

from gapless.authoring import ItemBank, load_course
from gapless.practice.door import Door
from gapless.practice.jobs import work
from gapless.practice.misses import counted, take_note, wanted
from gapless.practice.money import Target
from gapless.practice.render import instance
from gapless.practice.spec import parse
from gapless.practice.state import start, stop
from gapless.records import Person

TARGET = Target(SKILL, WRONG)


@pytest.fixture(scope="module")
def items() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


@pytest.fixture
def room(items: ItemBank, tmp_path: Path) -> Iterator[Class]:
    made = Class(load_course(COURSE), items, tmp_path)
    yield made
    made.close()


@pytest.fixture
def writer() -> Iterator[LlmServer]:
    with LlmServer("good", Writer()) as server:
        yield server


def test_a_miss_becomes_practice_that_may_be_shown(room: Class, writer: LlmServer) -> None:
    room.miss()
    assert room.work(writer.url) == "ok"
    banked = room.bank.active(SKILL, WRONG)
    assert [(one.target, one.tier, one.state) for one in banked] == [(TARGET, 1, "shown, verified")] * 2
    spec, context = parse(banked[0].raw).spec, room.judge.context(SKILL)
    assert spec is not None and context is not None
    made = instance(spec, 1, context, room.items)
    assert (made.skill, made.item[:9], WRONG in made.mistakes) == (SKILL, "practice-", True)


def test_what_is_there_is_not_asked_for_again(room: Class, writer: LlmServer) -> None:
    room.miss()
    room.work(writer.url)
    asked = len(writer.heard)
    room.copy_miss("5", Person("zoe", "Zoe"))
    assert room.work(writer.url) == "ok"
    assert len(writer.heard) == asked


def test_nobody_missed_nothing_is_asked(room: Class, writer: LlmServer) -> None:
    room.miss(how="right")
    assert room.work(writer.url) == "ok"
    assert writer.heard == []


def test_misses_are_counted_once_however_often_they_are_read(room: Class) -> None:
    room.miss()
    room.miss(student="ben")
    assert take_note(room.records) == 2
    assert take_note(room.records) == 0
    room.copy_miss("5", Person("zoe", "Zoe"))
    assert take_note(room.records) == 1
    assert wanted(room.records, 1) == [(TARGET, 3)]
    assert wanted(room.records, 4) == []


def test_a_hole_is_practised_ahead_though_its_own_skill_was_never_missed(room: Class) -> None:
    room.dig()
    take_note(room.records)
    assert wanted(room.records, 1) == [(Target("common-multiples", "gives-a-factor"), 2), (Target(SKILL), 1)]
    assert wanted(room.records, 2) == [(Target("common-multiples", "gives-a-factor"), 2)]


def test_many_that_count_at_once_count_each_miss_once(room: Class) -> None:
    for student in ("mia", "ben"):
        room.miss(student=student)
    threads = [threading.Thread(target=take_note, args=(room.records,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wanted(room.records, 1) == [(TARGET, 2)]


def test_counting_is_a_function_of_the_misses_alone() -> None:
    rows = [("learn", "a", "m"), ("learn", "a", None), ("placement", "a", "m"), ("review", "a", "m")]
    assert counted(rows) == {Target("a", "m"): 2, Target("a"): 1}
    assert counted(reversed(rows)) == counted(rows)


def test_a_model_that_sends_rubbish_fills_no_bank_and_is_not_asked_for_ever(room: Class) -> None:
    def spoil(text: str, turn: int) -> str:
        spec = json.loads(text)
        return json.dumps({**spec, "formula": f"{spec['formula']} + {turn + 1}"})

    room.miss()
    with LlmServer(adversary(1.0, spoil, seed=1), Writer()) as server:
        assert room.work(server.url, tries=4) == "ok"
        assert len(server.heard) == 4
    assert room.bank.specs() == []
    assert room.count("practice_verdict") == 4


def test_a_half_corrupted_model_fills_the_bank_with_the_other_half(room: Class) -> None:
    room.miss()
    with LlmServer(adversary(0.5, lambda text, _: text.replace("*", "+"), seed=3), Writer()) as server:
        room.work(server.url, tries=12)
        assert len(room.bank.active(SKILL)) == 2 < len(server.heard)


def test_practice_against_nothing_in_particular_is_made_too(room: Class, writer: LlmServer) -> None:
    room.miss(how="miss")
    room.work(writer.url)
    assert {one.target for one in room.bank.active(SKILL)} == {Target(SKILL)}


def test_a_stopped_practice_asks_nobody_and_shows_nothing(room: Class, writer: LlmServer) -> None:
    room.miss()
    room.work(writer.url)
    asked = len(writer.heard)
    stop(room.records, "ms-lovelace", "something looks odd")
    room.miss(how="miss", student="ben")
    room.work(writer.url)
    assert len(writer.heard) == asked
    assert room.bank.active(SKILL) == []
    start(room.records)
    assert len(room.bank.active(SKILL)) == 2


@pytest.mark.parametrize("mode", ["no-key", "no-quota", "server-error", "no-model"])
def test_trouble_ends_the_round_and_is_nobodys_try(room: Class, mode: str) -> None:
    room.miss()
    with LlmServer([mode, "good"], Writer()) as server:
        assert room.work(server.url, tries=1, wanted=1) in ("auth", "quota", "unavailable", "unsupported")
        assert len(server.heard) == 1
        assert room.work(server.url, tries=1, wanted=1) == "ok"
    assert len(room.bank.active(SKILL)) == 1


def test_a_cap_ends_the_round(room: Class, writer: LlmServer) -> None:
    room.miss()
    assert room.work(writer.url, calls_per_day=1) == "capped"
    assert (len(writer.heard), room.told[-1]) == (1, f"{SKILL} · {WRONG}: capped (calls_per_day)")


def test_an_answer_that_came_before_a_kill_is_judged_by_the_next_worker(room: Class, writer: LlmServer) -> None:
    room.miss()
    take_note(room.records)
    shop = room.shop(writer.url)

    async def ask_and_die() -> None:
        from gapless.practice.money import CallLedger
        from gapless.practice.request import request_body

        context = room.judge.context(SKILL)
        assert context is not None
        async with Door(shop.settings, KEY) as door:
            await door.ask(request_body(context, WRONG, shop.settings), CallLedger(shop.purse, TARGET, "t"))

    asyncio.run(ask_and_die())
    assert (room.count("practice_reply"), room.count("practice_spec")) == (1, 0)
    assert [one.target for one in shop.judge_leftovers()] == [TARGET]
    assert shop.judge_leftovers() == []
    assert len(writer.heard) == 1


def test_while_a_call_hangs_students_go_on_with_authored_questions(room: Class) -> None:
    room.miss()
    asked, tutored = threading.Event(), threading.Event()

    async def hang_until_tutored(exchange: Exchange) -> None:
        asked.set()
        while not tutored.is_set():
            await asyncio.sleep(0.005)
        await exchange.send(500, {})

    with LlmServer(hang_until_tutored) as server:
        worker = threading.Thread(target=room.work, args=(server.url,), kwargs={"seconds": 60})
        worker.start()
        assert asked.wait(30)
        question = room.player("ben").next(SKILL)["question"]
        room.player("ben").answer(question, "right", "request-1")
        assert room.count("practice_reply") == 0, "the call still hangs"
        tutored.set()
        worker.join(30)
    assert question["skill"] == SKILL
    assert room.told == [f"{SKILL} · {WRONG}: unavailable (server-error)"]


def test_a_worker_that_is_told_to_stop_leaves_a_hanging_call_and_its_charge(room: Class) -> None:
    room.miss()

    async def begin_and_stop(url: str) -> None:
        shop, ending = room.shop(url, seconds=60), asyncio.Event()
        async with asyncio.timeout(30), Door(shop.settings, KEY) as door:
            working = asyncio.create_task(work(shop, door, ending))
            while not server.heard:
                await asyncio.sleep(0.005)
            ending.set()
            await working

    with LlmServer("hang") as server:
        asyncio.run(begin_and_stop(server.url))
    with room.records.engine.connect() as connection:
        assert connection.execute(sa.text("select settled from practice_spend")).scalars().all() == ["reserved"]


@pytest.mark.parametrize("name", sorted(MALICE))
def test_malice_goes_through_the_whole_worker_and_leaves_nothing_but_an_audit(room: Class, name: str) -> None:
    room.miss()
    with LlmServer(f"malicious-{name}") as server:
        assert room.work(server.url, tries=1) == "ok"
    assert (room.count("practice_reply"), room.bank.specs()) == (1, [])
