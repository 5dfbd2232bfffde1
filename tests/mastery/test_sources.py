"""What practice of each source was worth: the next answer, and what closing took; only where chance decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery.events import Event
from gapless.mastery.sources import interval, worth
from gapless.mastery.student import Hole

START = datetime(2026, 11, 24, 8, tzinfo=UTC)


class History:
    """A student's events on the hole "parts", one question after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._number = count(1)

    def add(self, kind: Any, **body: Any) -> None:
        number = next(self._number)
        self.events.append(Event(number, "mia", kind, START + timedelta(minutes=number), body))

    def ask(self, source: str, *outcomes: str, drawn: bool = True, purpose: str = "practise") -> History:
        id = f"q{len(self.events)}"
        self.add("asked", question=id, goal={"hole": "parts"}, purpose=purpose, source=source, drawn=drawn)
        for outcome in outcomes:
            if outcome in ("hinted", "shown", "withdrawn"):
                self.add(outcome, question=id)
            else:
                self.add("answered", question=id, verdict=outcome)
        return self


def figures(*histories: History, closed: tuple[Hole, ...] = ()) -> dict[str, tuple[int, int]]:
    found = worth([(one.events, closed) for one in histories])
    return {source: (one.right, one.asked) for source, one in found.items()}


def test_an_answer_counts_for_the_question_before_it_in_the_same_hole() -> None:
    mia = History().ask("generated", "not-yet").ask("authored", "right").ask("authored", "right", purpose="recheck")
    assert figures(mia) == {"generated": (1, 1), "authored": (1, 1)}


def test_help_and_asked_for_steps_are_no_right_answer() -> None:
    mia = History().ask("generated", "right").ask("generated", "hinted", "right").ask("generated", "shown")
    assert figures(mia) == {"generated": (0, 2), "authored": (0, 0)}


def test_a_second_try_and_an_unreadable_answer_change_nothing() -> None:
    mia = History().ask("authored", "right").ask("authored", "unreadable", "not-yet", "right")
    assert figures(mia) == {"generated": (0, 0), "authored": (0, 1)}


def test_a_question_that_was_taken_back_is_passed_over() -> None:
    mia = History().ask("authored", "right").ask("generated", "not-yet", "withdrawn").ask("authored", "right")
    assert figures(mia) == {"generated": (0, 0), "authored": (1, 1)}


def test_what_chance_did_not_decide_is_left_out() -> None:
    mia = History().ask("authored", "right", drawn=False).ask("authored", "right", drawn=False)
    assert figures(mia) == {"generated": (0, 0), "authored": (0, 0)}


def test_a_hole_belongs_to_the_first_source_of_its_practice() -> None:
    mia = History().ask("authored", "right", drawn=False).ask("generated", "right").ask("authored", "right")
    hole = Hole(
        "parts",
        "closed",
        "add",
        None,
        (),
        START,
        confirmed_at=START,
        closed_at=START + timedelta(hours=1),
        outcome="recovered",
        questions=5,
        seconds=240.0,
    )
    found = worth([(mia.events, [hole])])
    assert (found["generated"].closing, found["authored"].closing) == ((4.0, 5), None)


@given(asked=st.integers(1, 400), data=st.data())
def test_the_interval_holds_its_share_and_stays_between_0_and_1(asked: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, asked))
    low, high = interval(right, asked)
    assert 0 <= low <= right / asked + 1e-12
    assert right / asked - 1e-12 <= high <= 1


def test_the_interval_is_wilsons() -> None:
    assert interval(24, 34) == pytest.approx((0.538, 0.832), abs=0.001)
