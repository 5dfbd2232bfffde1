"""A class whose model is an adversary: misses, the worker, the checks, the bank, and students who practise.

Whatever reaches a student is looked at by a judge that knows no check and no oracle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import pytest
from llm_server import LlmServer, adversary
from practice_adversary import ATTACKS, corrupted
from practice_judge import harm
from workshop import COURSE, SKILL, WRONG, Class, Writer

from gapless.authoring import ItemBank, Made, load_course
from gapless.practice.offer import Offer

PARTS = {one.name for one in fields(Made)}
NAMES = sorted(ATTACKS)


@pytest.fixture(scope="module")
def items() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


@pytest.fixture
def room(items: ItemBank, tmp_path: Path) -> Iterator[Class]:
    made = Class(load_course(COURSE), items, tmp_path)
    yield made
    made.close()


def made(snapshot: dict[str, Any]) -> Made:
    lists = {"hints", "also"} | ({"options"} if snapshot["options"] else set())
    values: dict[str, Any] = {name: value for name, value in snapshot.items() if name in PARTS}
    return Made(**{**values, **{name: tuple(values[name]) for name in lists}})


def spoil(text: str, turn: int) -> bytes:
    return corrupted(json.loads(text), NAMES[turn % len(NAMES)], turn)


@pytest.mark.parametrize("rate", [0.7, 1.0])
def test_nothing_harmful_of_an_adversary_reaches_a_student(room: Class, rate: float) -> None:
    room.miss()
    hinting = Writer(lambda number: [] if number % 3 else ["Count the groups first."])
    with LlmServer(adversary(rate, spoil, seed=5), hinting) as server:
        assert room.work(server.url, wanted=8, tries=len(NAMES)) == "ok"
        assert len(server.heard) >= (8 if rate < 1 else len(NAMES))
    room.tutor.ready_practice(SKILL)
    shown = [made(body["snapshot"]) for body in practised(room) if body["source"] == "generated"]
    offer = Offer(room.bank, room.judge)
    offered = [offer.question(SKILL, {WRONG}, {"typed", "choice"}, (), Random(seed)) for seed in range(120)]
    shown += [one.made for one in offered if one is not None]
    assert [harm(one) for one in shown if harm(one)] == []
    assert shown or rate == 1.0
    approved = {one.hash for one in room.bank.active(SKILL)}
    assert {one.tier for one in room.bank.active(SKILL)} <= {1}
    assert {one.spec for one in offered if one} <= approved


def practised(room: Class) -> list[dict[str, Any]]:
    """All that two students are asked while they practise a hole."""
    found: list[dict[str, Any]] = []
    for student in ("mia", "ben"):
        goal = room.dig(student)
        for _ in range(8):
            question = room.player(student).next(goal)["question"]
            found.append(dict(room.records.about(student, question["question_id"])[0].body))
            room.player(student).answer(question, "not-learned", f"{student}-{question['question_id']}")
    return found
