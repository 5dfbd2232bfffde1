"""A fit to the class's answers moves the questions asked from then on, and the chance that is shown; nothing before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from simulated_class import events

from gapless.mastery.fit import Fitted, learn, seen
from gapless.records.fits import Fits
from gapless.tutor import Tutor

TODAY = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    """What a class that answers on `parts`, a skill of the tiny course too, teaches."""
    return learn([row for number in range(12) for row in seen(events(f"student-{number}", 40))])


@pytest.fixture
def fits(tmp_path: Path) -> Fits:
    return Fits(tmp_path)


@pytest.fixture
def served(room: Any, fits: Fits) -> Any:
    """Mia's class, where fits are looked for."""
    room.tutor = Tutor(room.course, room.bank, room.records, room.clock, Random(7), fits=fits)
    return room


def asked(room: Any) -> list[Any]:
    return [event.body for event in room.records.events("mia") if event.kind == "asked"]


def learning(body: Any) -> tuple[float, float]:
    return body["model"]["prior"], body["model"]["learn"]


def test_only_questions_asked_after_a_fit_have_its_numbers(served: Any, fits: Fits, fitted: Fitted) -> None:
    served.answer(served.ask(), "right")
    served.ask()
    path = fits.put(fitted, {"answers": 480}, TODAY)
    served.answer(served.ask(), "right")
    served.ask()
    first, open_then, after = asked(served)
    assert [each["fit"] for each in (first, open_then, after)] == [None, None, path.stem]
    assert [learning(each) for each in (first, open_then, after)] == [(0.1, 0.1), (0.1, 0.1), fitted.skills["parts"]]
    # No answer on this very item was fitted: it keeps its author's numbers.
    assert after["model"]["guess"] == after["snapshot"]["guess"]
    fits.undo()
    served.answer(served.ask(), "right")
    served.ask()
    assert learning(asked(served)[-1]) == (0.1, 0.1)


def test_a_fit_says_how_likely_the_next_answer_is_right_and_why(served: Any, fits: Fits, fitted: Fitted) -> None:
    assert served.call("standing", {"skill": "parts"})["chance"] is None
    path = fits.put(fitted, {}, TODAY)
    for _ in range(2):
        served.answer(served.ask(), "right")
    chance = served.call("standing", {"skill": "parts"})["chance"]
    assert 0.5 < chance["p"] < 1
    assert chance["fit"] == path.stem
    assert chance["words"].startswith(f"About {round(100 * chance['p'])} in 100 first answers like your next one")
    assert chance["words"].count(".") == 1 + min(2, len(chance["points"]))


def test_a_skill_the_fit_has_not_seen_has_no_chance(served: Any, fits: Fits, fitted: Fitted) -> None:
    fits.put(fitted, {}, TODAY)
    others = [skill for skill in served.course.skills if skill not in fitted.names]
    assert served.call("standing", {"skill": others[0]})["chance"] is None
