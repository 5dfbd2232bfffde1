"""Over the whole shipped course: nobody who answers everything right is kept, and every mal-rule leads to its hole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapless.authoring import ItemBank, load_course
from gapless.mastery import Course, graph
from gapless.records import Person
from gapless.tutor import MemoryJournal, Tutor
from gapless.tutor.history import Clock, Player

FRACTIONS = Path(__file__).parents[2] / "courses" / "fractions"
MOST_QUESTIONS = 8
"""How many questions a skill may take of somebody who answers all of them right."""


@pytest.fixture(scope="module")
def fractions() -> Iterator[ItemBank]:
    with ItemBank(FRACTIONS, deadline=10) as bank:
        yield bank


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(FRACTIONS)


def newcomer(course: Course, bank: ItemBank, seed: int) -> Player:
    clock = Clock(datetime(2026, 11, 24, 8, tzinfo=UTC))
    return Player(Tutor(course, bank, MemoryJournal([Person("mia", "Mia")]), clock, Random(seed)), "mia", clock)


def master(player: Player, skill: str) -> int:
    """Answer right until the skill is done; how many questions that took."""
    for asked in range(MOST_QUESTIONS + 1):
        move = player.next(skill)
        if move["state"] == "done":
            return asked
        assert move["state"] == "question", move
        assert player.answer(move["question"], "right", f"{skill}.{asked}")["verdict"] == "right"
    raise AssertionError(f"{skill} is not done after {MOST_QUESTIONS} right answers")


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whoever_answers_everything_right_finishes_every_lesson(course: Course, fractions: ItemBank, seed: int) -> None:
    player = newcomer(course, fractions, seed)
    order = graph.order(course.skills)
    taken = {skill: master(player, skill) for lesson in course.lessons.values() for skill in lesson.skills}
    assert set(taken) == set(order)
    assert all(3 <= asked <= MOST_QUESTIONS for asked in taken.values())
    home = player.tutor.call("mia", "home", {})
    assert {skill["state"] for skill in home["map"]["skills"]} == {"mastered"}
    assert home["next"] is None


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32), rate=st.floats(0.1, 0.5))
def test_whoever_misses_now_and_then_always_has_something_to_do(
    course: Course, fractions: ItemBank, seed: int, rate: float
) -> None:
    player, rng = newcomer(course, fractions, seed), Random(seed)
    for number in range(60):
        home = player.tutor.call("mia", "home", {})
        card = home["next"]
        if card is None:
            assert {skill["state"] for skill in home["map"]["skills"]} == {"mastered"}
            return
        move = player.next(_goal(course, card["href"]))
        assert move["state"] in ("question", "detour"), (card, move)
        if move["state"] == "question":
            _answer_or_miss(player, move["question"], rng.random() < rate, str(number))


def _goal(course: Course, href: str) -> str:
    place, _, id = href.rpartition("/lesson/")
    if not id or href.startswith("/practice"):
        return f"hole:{href.rpartition('=')[2]}"
    assert place == ""
    return course.lessons[id].skills[0]


def _answer_or_miss(player: Player, question, miss: bool, request: str) -> None:
    mistakes = sorted(player.snapshot(question)["mistakes"])
    how = (mistakes or ["not-learned"])[0] if miss else "right"
    if player.answer(question, how, request)["action"] == "again":
        player.close(question, f"{request}.show")
