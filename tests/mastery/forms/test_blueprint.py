"""The blueprint of a form, and how likely it is that every answer is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery.forms import all_right, blueprint, perfect, rate

MINUTES = st.dictionaries(st.text("abcdefghij", min_size=1, max_size=3), st.floats(1, 90), min_size=1, max_size=30)


def test_questions_follow_the_minutes_and_every_skill_has_one() -> None:
    assert blueprint({"long": 30, "middle": 20, "short": 1}, 10) == {"long": 5, "middle": 4, "short": 1}
    assert blueprint({"a": 10, "b": 10, "c": 10}, 20) == {"a": 7, "b": 7, "c": 6}
    assert blueprint({}, 20) == {}


@given(minutes=MINUTES, size=st.integers(1, 40))
def test_it_has_its_size_and_asks_for_every_skill_where_that_fits(minutes: dict[str, float], size: int) -> None:
    counts = blueprint(minutes, size)
    assert sum(counts.values()) == size
    assert set(counts) == set(minutes) if len(minutes) <= size else set(counts) < set(minutes)
    assert min(counts.values()) >= 1


@given(minutes=MINUTES, size=st.integers(1, 10))
def test_forms_in_a_row_ask_for_every_skill(minutes: dict[str, float], size: int) -> None:
    asked = {skill for number in range(1, len(minutes) + 1) for skill in blueprint(minutes, size, number)}
    assert asked == set(minutes)


def test_a_perfect_form_is_a_hard_target() -> None:
    told = [round(perfect(one, 20), 2) for one in (0.99, 0.98, 0.95, 0.9)]
    assert told == [0.82, 0.67, 0.36, 0.12]


def test_the_chance_comes_from_ones_own_answers() -> None:
    counts = {"a": 12, "b": 8}
    assert rate(0, 0) == pytest.approx(0.9)
    assert all_right(counts, 0, 0, {}, {}) == pytest.approx(9 / 29)
    assert all_right(counts, 40, 40, {}, {}) == pytest.approx(49 / 69)
    assert all_right(counts, 38, 40, {}, {}) < 0.5


@given(st.integers(0, 200), st.integers(0, 50), st.floats(0.1, 1))
def test_it_is_a_chance_and_falls_with_misses_and_forgetting(rights: int, misses: int, held: float) -> None:
    counts = {"a": 12, "b": 8}
    chance = all_right(counts, rights, rights + misses, {"a": held}, {})
    assert 0 <= all_right(counts, rights, rights + misses + 1, {"a": held}, {}) < chance <= 1
    assert all_right(counts, rights, rights + misses, {"a": held, "b": 0.5}, {}) < chance
