"""A placement in the fold: no answer of it shows before it ends, what it finds opens gates and is no mastery."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Ask, Blocked, Event, Skill, fold, missing_prerequisites, skill_state

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
SKILLS = ("halves", "parts", "equal", "like", "unlike")


def begin(mia) -> None:
    mia.record("placement_started", {"sitting": "s1", "seed": 7, "skills": list(SKILLS), "prior": {}, "rules": {}})


def give(mia, skill: str, response: str, misconception: str | None = None) -> str:
    """One question of the placement and its answer; the question's id."""
    mia.pose(Ask(skill, "placement"), ("placement", "s1"))
    if response == "not-learned":
        mia.not_learned()
    else:
        mia.answer(response, misconception)
    return mia.last


def end(mia, *, known: tuple[str, ...] = (), holes: tuple[str, ...] = (), why: Any = None, **p: float) -> None:
    chances = {skill: 0.97 if skill in known else 0.04 for skill in SKILLS} | p
    ready = [skill for skill in ("parts", "equal") if skill not in known and skill not in holes]
    body = {"sitting": "s1", "known": list(known), "ready": ready, "holes": list(holes), "p": chances}
    mia.record("placed", {**body, "certainty": dict.fromkeys(SKILLS, 0.9), "why": why or {}, "questions": 2})


def words(mia) -> dict[str, str]:
    return {skill: skill_state(mia.course, mia.state, skill) for skill in SKILLS}


def test_until_it_ends_nothing_shows_what_was_right(mia) -> None:
    before = mia.state
    begin(mia)
    for skill, response in (("unlike", "right"), ("halves", "not-yet"), ("like", "not-learned")):
        give(mia, skill, response)
        assert mia.state.standings == before.standings
        assert (mia.state.holes, mia.state.inquiries) == ({}, {})
    assert [one.response for one in mia.state.placement.answers] == ["right", "not-yet", "not-learned"]
    assert set(words(mia).values()) == {"ready", "locked"}
    assert missing_prerequisites(mia.course, mia.state, "unlike") == ("like", "equal")


def test_what_is_found_known_opens_what_builds_on_it_and_is_not_mastered(mia) -> None:
    begin(mia)
    give(mia, "parts", "right")
    end(mia, known=("halves", "parts"))
    assert words(mia) == {"halves": "placed", "parts": "placed", "equal": "ready", "like": "ready", "unlike": "locked"}
    assert mia.state.standing("parts").mastered_at is None
    assert mia.state.standing("parts").p_known == 0.97
    assert mia.state.standing("parts").run == 0
    assert mia.move(("skill", "like")) == Ask("like", "learn")
    assert mia.move(("skill", "parts")) == Ask("parts", "learn"), "its lesson is still there to master it"


def test_a_later_miss_takes_it_away_and_closes_what_it_had_opened(mia) -> None:
    begin(mia)
    give(mia, "parts", "right")
    end(mia, known=("halves", "parts"))
    mia.ask(("skill", "parts"))
    mia.miss()
    assert words(mia)["parts"] == "learning"
    assert mia.move(("skill", "like")) == Blocked(("parts",))


def test_what_is_mastered_after_it_is_mastered_and_nothing_else(mia) -> None:
    begin(mia)
    give(mia, "parts", "right")
    end(mia, known=("halves", "parts"))
    mia.master("parts")
    assert words(mia)["parts"] == "mastered"
    assert words(mia)["halves"] == "placed"


def test_a_mastered_skill_stays_as_it_is_whatever_a_placement_finds(mia) -> None:
    mia.master("halves")
    standing = mia.state.standing("halves")
    begin(mia)
    give(mia, "halves", "not-yet")
    end(mia, holes=("halves",))
    assert mia.state.standing("halves") == standing
    assert mia.state.holes == {}


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ((("parts", "not-yet", None),), "suspected"),
        ((("parts", "not-learned", None), ("parts", "not-yet", None)), "suspected"),
        ((("parts", "not-yet", None), ("parts", "not-yet", None)), "confirmed"),
        ((("like", "not-yet", "adds-across"), ("parts", "not-yet", None)), "confirmed"),
        ((("unlike", "not-yet", "adds-across"), ("like", "not-yet", "adds-across")), "confirmed"),
    ],
)
def test_a_hole_carries_the_answers_that_show_it_and_two_confirm_it(mia, answers, status: str) -> None:
    begin(mia)
    shown = tuple(give(mia, *answer) for answer in answers)
    end(mia, known=("halves",), holes=("parts",))
    assert (mia.hole("parts").status, mia.hole("parts").evidence) == (status, shown)
    assert words(mia)["parts"] == ("hole" if status == "confirmed" else "ready")


def test_a_hole_inferred_from_what_builds_on_it_is_suspected_and_asked_about_first(mia) -> None:
    begin(mia)
    first, second = give(mia, "like", "not-yet"), give(mia, "unlike", "not-yet")
    end(mia, known=("halves",), holes=("parts",), why={"parts": [[first, -0.4], [second, -0.1]]})
    assert (mia.hole("parts").status, mia.hole("parts").evidence) == ("suspected", (first, second))
    assert mia.move(("skill", "parts")) == Ask("parts", "probe", "parts")
    mia.ask(("skill", "parts"))
    mia.miss()
    assert mia.hole("parts").status == "confirmed"


def test_a_second_look_changes_what_was_found(mia) -> None:
    begin(mia)
    give(mia, "parts", "not-yet")
    end(mia, known=("halves",), holes=("parts",))
    give(mia, "parts", "right")
    assert mia.hole("parts").status == "suspected", "its answer is told by the next map"
    end(mia, known=("halves", "parts"))
    assert mia.state.holes == {}
    assert mia.state.closed[0].outcome == "slip"
    assert words(mia)["parts"] == "placed"


def test_a_second_look_brings_nothing_back_that_a_later_miss_took(mia) -> None:
    begin(mia)
    give(mia, "parts", "right")
    end(mia, known=("halves", "parts"))
    mia.ask(("skill", "parts"))
    mia.miss()
    give(mia, "equal", "right")
    end(mia, known=("halves", "parts", "equal"))
    assert words(mia)["parts"] == "learning"
    assert words(mia)["equal"] == "placed"


def test_a_renamed_skill_keeps_what_was_found(mia) -> None:
    begin(mia)
    give(mia, "parts", "right")
    mia.record("renamed", {"skill": "parts", "to": "pieces"})
    assert mia.state.placement.answers[0].skill == "pieces"
    give(mia, "halves", "right")
    mia.record("placed", {"sitting": "s1", "known": ["pieces"], "p": {"pieces": 0.9, "halves": 0.9}})
    assert mia.state.standing("pieces").placed_at is not None


RESPONSES = st.sampled_from(["right", "not-yet", "not-learned"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.sampled_from(SKILLS), RESPONSES),
        st.tuples(st.just("end"), st.frozensets(st.sampled_from(SKILLS)), st.frozensets(st.sampled_from(SKILLS))),
        st.tuples(st.just("lesson"), st.sampled_from(SKILLS), st.sampled_from(["right", "not-yet"])),
        st.tuples(st.just("begin"), st.none(), st.none()),
    ),
    max_size=14,
)


def play(mia, steps) -> None:
    for act, one, other in steps:
        if act == "begin":
            begin(mia)
        elif act == "give":
            give(mia, one, other)
        elif act == "end":
            end(mia, known=tuple(sorted(one)), holes=tuple(sorted(other - one)))
        elif isinstance(mia.move(("skill", one)), Ask):
            asked = mia.ask(("skill", one))
            mia.right() if other == "right" else mia.miss()
            assert other == "right" or mia.state.standing(asked.skill).placed_at is None, "a miss takes it away"


@given(STEPS)
def test_whatever_happens_placed_never_means_mastered_and_a_replay_is_the_same(sitting, template, steps) -> None:
    needs = {"parts": ("halves",), "equal": ("halves",), "like": ("parts",), "unlike": ("like", "equal")}
    course = [Skill(skill, skill, 1, needs.get(skill, ())) for skill in SKILLS]
    mia = sitting(
        course, [template(f"{skill}-{shape}", skill, shape) for skill in SKILLS for shape in ("plain", "story")]
    )
    play(mia, steps)
    mastered = {skill for skill, one in mia.state.standings.items() if one.mastered_at or one.ever_mastered}
    enough = {skill for skill in SKILLS if len(mia.state.standing(skill).evidence) >= mia.course.rule.typed}
    assert mastered <= enough, "nothing is mastered without its own answers"
    assert fold(mia.events) == mia.state
    assert fold(event for event in mia.events for _ in range(2)) == mia.state, "a repeated event changes nothing"


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-1, 2) | st.sampled_from(("s1", "parts", "")),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("parts", "like")), inner, max_size=2),
    max_leaves=6,
)
KEYS = st.sampled_from(["sitting", "p", "known", "ready", "holes", "why", "certainty", "seed", "skills", "prior"])


@given(
    st.lists(st.tuples(st.sampled_from(["placement_started", "placed"]), st.dictionaries(KEYS, NONSENSE)), max_size=4)
)
def test_nonsense_in_its_events_raises_nothing(events) -> None:
    state = fold(Event(n, "mia", kind, MORNING, body) for n, (kind, body) in enumerate(events))
    assert all(0 < one.p_known < 1 and one.mastered_at is None for one in state.standings.values())
