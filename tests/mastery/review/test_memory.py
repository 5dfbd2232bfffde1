"""What is remembered of mastered skills, when it is due, and which few questions cover it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Skill
from gapless.mastery.review import (
    TARGET,
    Memory,
    begin,
    due,
    forecast,
    knock_out,
    practised,
    practised_by,
    recall,
    retrievability,
    soonest,
    take_answer,
    worth,
)

START = datetime(2026, 9, 1, 16, tzinfo=UTC)
DAY = timedelta(days=1)

# add-unlike practises equivalent, which practises name-fractions; both practise multiplication-facts.
SKILLS = {
    skill.id: skill
    for skill in (
        Skill("facts", "Multiplication facts", 3),
        Skill("name", "Name fractions", 3),
        Skill("equivalent", "Equivalent fractions", 4, encompasses={"name": 0.5, "facts": 0.4}),
        Skill("add-unlike", "Adding unlike fractions", 5, encompasses={"equivalent": 0.6, "facts": 0.9}),
    )
}


def practises(skill: str):
    return practised(SKILLS, skill)


def memories(*skills: str, at: datetime = START):
    held = {}
    for skill in skills:
        held = begin(held, skill, at)
    return held


def test_weights_multiply_along_a_path_and_the_best_path_counts():
    assert dict(practises("add-unlike")) == {"equivalent": 0.6, "facts": 0.9, "name": 0.3}
    assert dict(practised_by(SKILLS, "name")) == {"equivalent": 0.5, "add-unlike": 0.3}


def test_practice_in_a_circle_ends():
    circle = {
        "a": Skill("a", "A", 1, encompasses={"b": 1.0}),
        "b": Skill("b", "B", 1, encompasses={"a": 1.0}),
    }
    assert dict(practised(circle, "a")) == {"b": 1.0}


def test_intervals_of_somebody_who_always_remembers_grow():
    memory, days = begin({}, "name", START)["name"], []
    at = START
    for _ in range(4):
        days.append(round((memory.due_at() - at) / DAY, 1))
        at = memory.due_at()
        memory = recall(memory, True, at)
    assert days == [2.3, 11.0, 43.9, 154.3]


def test_when_it_is_due_the_chance_of_remembering_is_the_target():
    memory = begin({}, "name", START)["name"]
    for target in (0.8, TARGET, 0.95):
        assert retrievability(memory, memory.due_at(target)) == pytest.approx(target)


def test_a_missed_review_is_due_at_once_and_the_next_interval_is_short():
    memory = recall(begin({}, "name", START)["name"], True, START + 2 * DAY)
    missed = recall(memory, False, START + 15 * DAY)
    assert missed.lapsed
    assert missed.due_at() == START + 15 * DAY
    again = recall(missed, True, START + 16 * DAY)
    assert again.due_at() - (START + 16 * DAY) < memory.due_at() - (START + 2 * DAY)


def test_a_right_answer_puts_off_what_it_practises_and_a_miss_brings_forward_what_rests_on_it():
    held = memories("facts", "name", "equivalent", "add-unlike")
    at = START + 2 * DAY
    right = take_answer(held, "equivalent", True, at, practises("equivalent"), practised_by(SKILLS, "equivalent"))
    assert {skill: right[skill].due_at() > held[skill].due_at() for skill in held} == {
        "facts": True,
        "name": True,
        "equivalent": True,
        "add-unlike": False,
    }
    missed = take_answer(held, "equivalent", False, at, practises("equivalent"), practised_by(SKILLS, "equivalent"))
    assert missed["name"] == held["name"]
    assert missed["add-unlike"].due_at() < held["add-unlike"].due_at()
    assert missed["equivalent"].due_at() == at


def test_a_lesson_practises_what_it_rests_on_before_it_is_mastered_itself():
    held = memories("facts")
    at = START + 2 * DAY
    assert take_answer(held, "add-unlike", True, at, practises("add-unlike"), {})["facts"].due_at() > at + 5 * DAY


def test_practice_through_others_does_not_count_where_somebody_remembers_worse_than_foretold():
    held = dict(memories("facts", "add-unlike"))
    held["facts"] = recall(recall(held["facts"], False, START + 2 * DAY), True, START + 3 * DAY)
    assert held["facts"].speed < 1
    after = take_answer(held, "add-unlike", True, START + 4 * DAY, practises("add-unlike"), {})
    assert after["facts"] == held["facts"]


def test_some_right_answers_make_up_for_a_miss():
    memory = recall(begin({}, "facts", START)["facts"], False, START + 2 * DAY)
    assert memory.speed < 1
    speeds = []
    for day in (3, 5, 12, 40):
        memory = recall(memory, True, START + day * DAY)
        speeds.append(memory.speed >= 1)
    assert speeds == [False, True, True, True]


def test_ten_questions_of_one_sitting_are_never_more_than_one_review():
    held = memories("facts", "add-unlike")
    at = START + 2 * DAY
    for minute in range(10):
        held = take_answer(held, "add-unlike", True, at + timedelta(minutes=minute), practises("add-unlike"), {})
    whole = recall(memories("facts")["facts"], True, at + timedelta(minutes=9))
    assert held["facts"].due_at() <= whole.due_at()
    assert held["facts"].due_at() > at + 9 * DAY


def test_one_question_on_a_higher_skill_covers_what_is_due_below_it():
    held = memories("facts", "name", "equivalent", "add-unlike")
    at = START + 3 * DAY
    waiting = due(held, at)
    assert set(waiting) == set(held)
    chosen = knock_out(held, waiting, practises, at)
    assert [(review.skill, review.covers) for review in chosen] == [
        ("add-unlike", ("add-unlike", "equivalent", "facts", "name"))
    ]


def test_a_missed_skill_gets_a_question_of_its_own():
    held = dict(memories("facts", "add-unlike"))
    held["facts"] = recall(held["facts"], False, START + 2 * DAY)
    at = START + 3 * DAY
    chosen = knock_out(held, due(held, at), practises, at)
    assert sorted((review.skill, review.covers) for review in chosen) == [
        ("add-unlike", ("add-unlike",)),
        ("facts", ("facts",)),
    ]


def test_the_days_ahead_are_foretold():
    held = {**memories("facts", "name"), **memories("equivalent", at=START + 2 * DAY)}
    assert forecast(held, START, 5) == (0, 0, 2, 0, 1)
    assert soonest(held) == held["facts"].due_at()
    assert (forecast({}, START, 2), soonest({})) == ((0, 0), None)


def test_a_lesson_is_worth_more_the_longer_what_it_practises_was_left():
    held = memories("facts", "name")
    soon, later = (
        worth(held, practises("add-unlike"), START + DAY),
        worth(held, practises("add-unlike"), START + 9 * DAY),
    )
    assert later > soon > 0
    assert worth({}, practises("add-unlike"), START) == 0


answers = st.lists(
    st.tuples(st.sampled_from(sorted(SKILLS)), st.booleans(), st.integers(0, 40 * 24)), min_size=1, max_size=30
)


def played(steps: list[tuple[str, bool, int]]) -> dict[str, Memory]:
    held, at = memories(*SKILLS), START
    for skill, right, hours in steps:
        at += timedelta(hours=hours)
        held = take_answer(held, skill, right, at, practises(skill), practised_by(SKILLS, skill))
    return dict(held)


@given(answers)
def test_the_fewest_questions_never_outnumber_what_is_due_and_cover_all_of_it(steps: list[tuple[str, bool, int]]):
    held, at = played(steps), START + 400 * DAY
    waiting = due(held, at)
    chosen = knock_out(held, waiting, practises, at)
    assert len(chosen) <= len(waiting)
    assert {skill for review in chosen for skill in review.covers} == set(waiting)
    assert len({review.skill for review in chosen}) == len(chosen)


@given(answers, st.sampled_from(sorted(SKILLS)), st.integers(0, 40 * 24))
def test_a_right_answer_brings_nothing_forward(steps: list[tuple[str, bool, int]], skill: str, hours: int):
    held = played(steps)
    at = max(memory.since for memory in held.values()) + timedelta(hours=hours)
    after = take_answer(held, skill, True, at, practises(skill), practised_by(SKILLS, skill))
    almost = timedelta(seconds=1)  # the power law and its inverse round differently
    assert all(after[other].due_at() >= held[other].due_at() - almost for other in held if not held[other].lapsed)


@given(answers)
def test_clocks_that_are_set_back_raise_nothing(steps: list[tuple[str, bool, int]]):
    held = played(steps)
    for skill, right, hours in reversed(steps):
        held = take_answer(held, skill, right, START - timedelta(hours=hours), practises(skill), {})
    assert all(memory.stability > 0 for memory in held.values())
