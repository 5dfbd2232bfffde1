"""Playing a history: what a demo shows was answered through the tutor, as a student would."""

from __future__ import annotations

import pytest

from gapless.tutor.history import CantPlay, Turn


def test_a_turn_goes_on_until_the_skill_is_mastered(room) -> None:
    assert room.play(Turn("parts"))[-1]["mastered"]


def test_a_turn_may_be_so_many_questions(room) -> None:
    told = room.play(Turn("parts", times=2))
    assert [one["verdict"] for one in told] == ["right", "right"]


@pytest.mark.parametrize(
    ("how", "verdict", "closing"),
    [("right", "right", []), ("hint", "right", []), ("miss", "not-yet", ["shown"]), ("not-learned", "shown", [])],
)
def test_a_turn_leaves_no_question_open(room, how: str, verdict: str, closing: list[str]) -> None:
    assert [told["verdict"] for told in room.play(Turn("parts", how, times=1))] == [verdict]
    kinds = [event.kind for event in room.records.events("mia")]
    assert kinds[-1] == (closing[0] if closing else {"shown": "shown"}.get(verdict, "answered"))
    assert room.call("home")["plan"]
    assert room.ask()["attempts"] == 0


def test_time_passes_while_a_student_works(room) -> None:
    start = room.clock.now
    room.play(Turn("parts", times=3))
    assert (room.clock.now - start).total_seconds() == 120
    assert [event.at for event in room.records.events("mia")] == sorted(e.at for e in room.records.events("mia"))


@pytest.mark.parametrize("turn", [Turn("add-like"), Turn("parts", "adds-across"), Turn("parts", times=9)], ids=str)
def test_what_cant_happen_cant_be_played(room, turn: Turn) -> None:
    with pytest.raises(CantPlay):
        room.play(turn)
