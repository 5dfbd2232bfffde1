"""Minutes: focused, idle and wasted, told exactly from events."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Event
from gapless.mastery.day import Minutes, Pace, minutes, pace

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
BEGIN, END = MORNING - timedelta(hours=8), MORNING + timedelta(hours=16)


def event(seq: int, kind: Any, second: float, **body: Any) -> Event:
    return Event(seq, "mia", kind, MORNING + timedelta(seconds=second), body)


def asked(seq: int, second: float, question: str, usual: float = 20.0, hints: int = 3) -> Event:
    return event(seq, "asked", second, question=question, usual=usual, snapshot={"hints": ["…"] * hints})


def answered(seq: int, second: float, question: str, focus: float, **more: Any) -> Event:
    body = {"question": question, "attempt": 1, "focus_seconds": focus, "verdict": "right", **more}
    return event(seq, "answered", second, **body)


def test_focus_adds_up_and_idle_time_is_told_beside_it():
    events = [
        asked(1, 0, "q1"),
        answered(2, 60, "q1", 60),
        event(3, "spent", 180, where="/lesson/halves", focused=60, idle=120),
    ]
    assert minutes(events, BEGIN, END) == Minutes(focused=2.0, idle=1.0)


def test_two_devices_at_once_count_once():
    events = [
        event(1, "spent", 60, where="/lesson/halves", focused=60),
        event(2, "spent", 70, where="/lesson/halves", focused=60),
    ]
    assert minutes(events, BEGIN, END).focused == 70 / 60


def test_a_day_ends_at_midnight_and_nothing_is_lost_or_counted_twice():
    midnight = MORNING
    events = [event(1, "spent", 60, where="/home", focused=120)]
    before = minutes(events, midnight - timedelta(days=1), midnight)
    after = minutes(events, midnight, midnight + timedelta(days=1))
    assert (before.focused, after.focused) == (1.0, 1.0)


def test_answers_too_fast_hints_unread_and_questions_given_up_unread_are_wasted():
    events = [
        asked(1, 0, "fast"),
        answered(2, 1, "fast", 1),
        asked(3, 10, "milked"),
        *(event(4 + index, "hinted", 11 + index, question="milked", index=index) for index in range(3)),
        asked(8, 20, "skipped"),
        event(9, "shown", 21, question="skipped", why="not-learned"),
        asked(10, 30, "read"),
        answered(11, 60, "read", 30),
    ]
    told = minutes(events, BEGIN, END)
    assert (told.guesses, told.hints, told.skips) == (1, 1, 1)
    assert round(told.wasted * 60) == 1 + 3 + 1


def test_numbers_that_are_none_count_as_none():
    for nonsense in (None, "60", True, float("nan"), -5, [60]):
        assert minutes([event(1, "spent", 60, where="/", focused=nonsense)], BEGIN, END) == Minutes()


spans = st.lists(st.tuples(st.integers(0, 3600), st.integers(0, 600), st.integers(0, 600)), max_size=20)


@given(spans, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(told: list[tuple[int, int, int]], order: random.Random):
    events = [
        event(seq, "spent", second, focused=focused, idle=idle) for seq, (second, focused, idle) in enumerate(told)
    ]
    shuffled = [*events, *events]
    order.shuffle(shuffled)
    assert minutes(shuffled, BEGIN, END) == minutes(events, BEGIN, END)


@given(spans, st.integers(-600, 3600))
def test_two_parts_of_a_day_make_the_whole(told: list[tuple[int, int, int]], cut: int):
    events = [
        event(seq, "spent", second, focused=focused, idle=idle) for seq, (second, focused, idle) in enumerate(told)
    ]
    middle = MORNING + timedelta(seconds=cut)
    whole = minutes(events, BEGIN, END)
    first, second = minutes(events, BEGIN, middle), minutes(events, middle, END)
    assert abs(first.focused + second.focused - whole.focused) < 1e-9
    assert abs(first.idle + second.idle - whole.idle) < 1e-9


def test_a_pace_says_how_sure_it_is():
    told = pace([(40, 25), (30, 25), (50, 25), (40, 25)])
    assert told is not None
    assert (round(told.times, 2), told.days) == (1.6, 4)
    assert told.low < 1.6 < told.high
    even = pace([(40, 25)] * 3)
    assert even is not None
    assert [round(number, 9) for number in (even.times, even.low, even.high)] == [1.6, 1.6, 1.6]


def test_too_little_work_has_no_pace():
    assert pace([]) is None
    assert pace([(40, 25), (40, 25)]) is None
    assert pace([(4, 5), (4, 5), (4, 5)]) is None
    assert isinstance(pace([(0, 25), (0, 25), (0, 25)]), Pace)
