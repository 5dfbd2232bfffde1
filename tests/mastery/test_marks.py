"""Graded cells of assignments: full marks are evidence, less opens practice, and a mark can be corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Ask, Blocked, Detour, Done, fold, model_in_force, skill_state
from gapless.mastery.bkt import GUESS_WORK, SLIP


def mark(
    mia: Any, score: Any = 2, max_score: Any = 2, *, id: str = "loops/total@1", skill: str = "halves", **more: Any
) -> None:
    model = model_in_force(mia.course.rule, 2, GUESS_WORK, SLIP)
    mia.record(
        "graded", {"question": id, "skill": skill, "score": score, "max_score": max_score, "model": model, **more}
    )


def state_of(mia: Any, skill: str) -> str:
    return skill_state(mia.course, mia.state, skill)


def test_full_marks_raise_p_and_leave_the_run_to_questions(mia: Any) -> None:
    mark(mia)
    halves = mia.state.standing("halves")
    assert halves.p_known > 0.1
    assert (halves.run, halves.mastered_at, halves.evidence) == (0, None, ("loops/total@1",))
    assert state_of(mia, "halves") == "learning"


def test_full_marks_alone_never_open_the_next_skill(mia: Any) -> None:
    for number in range(20):
        mark(mia, id=f"cell-{number}")
    assert mia.move(("skill", "parts")) == Blocked(("halves",))


@pytest.mark.parametrize("score", [0, 1, 1.9])
def test_less_than_full_marks_open_practice_at_once(mia: Any, score: float) -> None:
    mark(mia, score)
    assert mia.hole("halves").status == "confirmed"
    assert mia.move(("skill", "halves")) == Detour("halves")
    assert mia.move(("hole", "halves")) == Ask("halves", "practise", "halves")


def test_the_hole_closes_by_practice_and_a_right_recheck(mia: Any) -> None:
    mark(mia, 0)
    for _ in range(8):
        if mia.move(("hole", "halves")) == Done("halves"):
            break
        mia.ask(("hole", "halves"))
        mia.right()
    assert [hole.outcome for hole in mia.state.closed] == ["recovered"]
    assert mia.move(("skill", "halves")) == Done("halves")


def test_a_miss_takes_mastery_back_until_it_is_shown_again(mia: Any) -> None:
    mia.master("halves")
    mark(mia, 0)
    assert state_of(mia, "halves") == "hole"
    assert isinstance(mia.move(("skill", "parts")), Ask | Detour), "what was unlocked stays open"


def test_a_miss_on_a_locked_skill_leads_to_what_is_missing_first(mia: Any) -> None:
    mark(mia, 0, skill="like")
    assert mia.move(("hole", "like")) == Blocked(("parts",))


def test_what_a_teacher_excused_stays_excused(mia: Any) -> None:
    mia.excuse("halves")
    mark(mia, 0)
    assert state_of(mia, "halves") == "excused"


def test_a_mark_counts_once(mia: Any) -> None:
    mark(mia)
    once = mia.state
    mark(mia)
    assert mia.state == once


def test_a_corrected_miss_is_as_if_it_had_been_right(mia: Any) -> None:
    mia.master("halves")
    mastered_at = mia.state.standing("halves").mastered_at
    mark(mia, 0)
    mark(mia, 2)
    assert mia.state.standing("halves").mastered_at == mastered_at
    assert [hole.outcome for hole in mia.state.closed] == ["slip"]


def test_a_correction_keeps_what_was_done_since(mia: Any) -> None:
    mark(mia, 0)
    mia.ask(("hole", "halves"))
    mia.right()
    mark(mia, 2)
    assert not mia.state.holes
    assert mia.state.standing("halves").run == 1


def test_a_mark_lowered_later_opens_practice(mia: Any) -> None:
    mark(mia, 2)
    mark(mia, 1)
    assert mia.hole("halves").status == "confirmed"


def test_an_older_miss_gives_way_to_a_newer_showing(mia: Any) -> None:
    before = mia.events[-1].at if mia.events else None
    mia.master("halves")
    handed_in = (before or mia.events[0].at) - timedelta(hours=1)
    mark(mia, 0, handed_in=handed_in.isoformat())
    assert state_of(mia, "halves") == "mastered"


def test_work_handed_in_after_mastery_counts(mia: Any) -> None:
    mia.master("halves")
    mark(mia, 0, handed_in=(mia.events[-1].at + timedelta(minutes=1)).isoformat())
    assert state_of(mia, "halves") == "hole"


def test_two_cells_of_one_skill_are_one_hole(mia: Any) -> None:
    mark(mia, 0, id="a")
    mark(mia, 0, id="b")
    assert mia.hole("halves").evidence == ("a", "b")
    mark(mia, 2, id="a")
    assert mia.hole("halves").status == "confirmed", "the other cell still shows it"


JUNK = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
)
BODIES = st.dictionaries(
    st.sampled_from(["question", "skill", "score", "max_score", "model", "handed_in"]), JUNK, max_size=6
)


@given(bodies=st.lists(BODIES, max_size=4))
def test_no_mark_breaks_the_fold(sitting: Any, bodies: list[dict[str, Any]]) -> None:
    mia = sitting([], [])
    for body in bodies:
        mia.record("graded", body)
    assert fold(mia.events) == mia.state
    assert all(0 < one.p_known < 1 for one in mia.state.standings.values())
