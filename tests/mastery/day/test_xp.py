"""XP: earned by what was shown, once a skill, and the same however often an event is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Ask, Skill
from gapless.mastery.day import earned

SKILLS = [Skill("halves", "Halving", 1, minutes=20), Skill("parts", "Equal parts", 2, ("halves",), minutes=30)]
MINUTES = {"halves": 20.0, "parts": 30.0}


@pytest.fixture
def mia(sitting: Callable[..., Any], template: Any) -> Any:
    names = [(skill, shape) for skill in ("halves", "parts") for shape in ("typed", "story")]
    return sitting(SKILLS, [template(f"{skill}-{shape}", skill, shape) for skill, shape in names])


def told(mia: Any) -> list[tuple[str, str, float, int]]:
    return [(award.skill, award.why, round(award.xp, 2), award.attempt) for award in earned(mia.events, MINUTES)]


def answer(mia: Any, *rights: bool) -> None:
    for right in rights:
        mia.pose(Ask("halves", "learn"), ("skill", "halves"))
        mia.right() if right else mia.miss()


def test_all_right_at_the_first_try_is_a_quarter_more(mia: Any):
    answer(mia, True, True, True)
    assert told(mia) == [("halves", "mastery", 25.0, 1)]


def test_one_miss_on_the_way_is_the_whole(mia: Any):
    answer(mia, True, False, True, True, True)
    assert told(mia) == [("halves", "mastery", 20.0, 1)]


def test_a_try_that_went_amiss_brings_nothing_and_the_next_is_a_later_one(mia: Any):
    answer(mia, False, False)
    assert told(mia) == []
    answer(mia, True, True, True, True, True)
    assert told(mia) == [("halves", "mastery", 20.0, 2)]


def test_a_later_try_with_a_miss_is_half(mia: Any):
    answer(mia, False, False, False)
    answer(mia, True, True, True, True, True)
    assert told(mia) == [("halves", "mastery", 10.0, 2)]


def test_a_hint_counts_as_a_miss(mia: Any):
    mia.pose(Ask("halves", "learn"), ("skill", "halves"))
    mia.hint()
    mia.right()
    answer(mia, True, True, True)
    assert told(mia) == [("halves", "mastery", 20.0, 1)]


def test_more_questions_on_a_mastered_skill_bring_nothing_more(mia: Any):
    answer(mia, True, True, True, True, True, True)
    assert told(mia) == [("halves", "mastery", 25.0, 1)]


def test_a_right_review_earns_its_question_and_a_missed_one_takes_nothing(mia: Any):
    answer(mia, True, True, True)
    for right in (True, False):
        mia.pose(Ask("halves", "review"), ("review", "mixed"))
        mia.right() if right else mia.miss()
    assert told(mia) == [("halves", "mastery", 25.0, 1), ("halves", "review", 0.67, 0)]


@given(st.lists(st.booleans(), max_size=12), st.randoms(use_true_random=False))
def test_a_shuffled_log_with_repetitions_earns_the_same(
    sitting: Callable[..., Any], template: Any, rights: list[bool], order: random.Random
):
    mia = sitting(SKILLS, [template("halves-typed", "halves"), template("halves-story", "halves", "story")])
    answer(mia, *rights)
    shuffled = [*mia.events, *order.choices(mia.events, k=5)] if mia.events else []
    order.shuffle(shuffled)
    assert earned(shuffled, MINUTES) == earned(mia.events, MINUTES)
