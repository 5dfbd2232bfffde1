"""The fold never raises, and repeats, disorder and nonsense earn nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Event, StudentState, advance, fold, read_goal

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
SKILLS = ("a", "b", "c")
QUESTIONS = tuple(f"q{n}" for n in range(6))
MODEL = {
    "prior": 0.1,
    "learn": 0.1,
    "guess": 0.05,
    "slip": 0.1,
    "threshold": 0.95,
    "typed": 2,
    "choice": 3,
    "shapes": 1,
}

skill = st.sampled_from(SKILLS)
question = st.sampled_from(QUESTIONS)
asked = st.fixed_dictionaries(
    {
        "question": question,
        "goal": st.one_of(st.builds(lambda s: {"skill": s}, skill), st.builds(lambda s: {"hole": s}, skill)),
        "purpose": st.sampled_from(["learn", "separate", "probe", "practise", "recheck", "contest", "review"]),
        "hole": st.none() | skill,
        "skill": skill,
        "item": st.sampled_from(["i", "j"]),
        "shape": st.sampled_from(["typed", "story"]),
        "kind": st.sampled_from(["fraction", "choice"]),
        "fingerprint": st.text("xyz", min_size=1, max_size=2),
        "holes": st.dictionaries(st.sampled_from(["m", "n"]), skill),
        "model": st.sampled_from([MODEL, {**MODEL, "prior": 0}, {**MODEL, "prior": 1}]),
        "tells": st.lists(st.sampled_from(["m", "n"]), max_size=2),
        "could": st.lists(st.sampled_from(["m", "n"]), max_size=2),
        "usual": st.sampled_from([0, 30]),
    }
)
answered = st.fixed_dictionaries(
    {
        "question": question,
        "given": st.just("1"),
        "verdict": st.sampled_from(["right", "not-yet", "unreadable"]),
        "misconception": st.none() | st.sampled_from(["m", "n", "unknown"]),
        "attempt": st.sampled_from([1, 2]),
        "assisted": st.booleans(),
        "focus_seconds": st.sampled_from([1, 40]),
    }
)
BODIES = {
    "asked": asked,
    "answered": answered,
    "hinted": st.fixed_dictionaries({"question": question, "index": st.integers(-1, 3)}),
    "shown": st.fixed_dictionaries({"question": question, "why": st.sampled_from(["not-learned", "after-miss"])}),
    "parked": st.fixed_dictionaries({"skill": skill, "prerequisite": skill, "model": st.just(MODEL)}),
    "excused": st.fixed_dictionaries({"skill": skill, "reason": st.just("r"), "by": st.just("t")}),
}
sane = st.sampled_from(sorted(BODIES)).flatmap(lambda kind: st.tuples(st.just(kind), BODIES[kind]))

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
MORE = ("tells", "could", "rates", "usual", "focus_seconds", "prerequisite", "to", "example")
FIELDS = sorted(
    {
        "question",
        "goal",
        "purpose",
        "skill",
        "hole",
        "holes",
        "model",
        "verdict",
        "attempt",
        "index",
        "also",
        *MODEL,
        *MORE,
    }
)
insane = st.tuples(
    st.sampled_from([*sorted(BODIES), "placed", "", "ASKED"]),
    st.dictionaries(st.sampled_from(FIELDS), junk | question | skill | st.just({"skill": "a"})) | junk,
)


@st.composite
def broken(draw):
    """A sane event with one field gone or replaced by nonsense."""
    kind, body = draw(sane)
    key = draw(st.sampled_from(sorted(body)))
    return kind, {k: v for k, v in body.items() if k != key} if draw(st.booleans()) else {**body, key: draw(junk)}


def events(*pairs) -> list[Event]:
    return [Event(n, "mia", kind, START + timedelta(minutes=n), body) for n, (kind, body) in enumerate(pairs)]


def facts(state: StudentState):
    return {s.skill: (s.p_known, s.rights, s.answers, s.evidence, s.mastered_at) for s in state.standings.values()}


@given(st.lists(sane | insane | broken(), max_size=25))
def test_no_list_of_events_ever_raises_and_p_stays_a_probability(pairs):
    state = fold(events(*pairs))
    assert all(0 <= s.p_known <= 1 for s in state.standings.values())
    assert all(hole.status in ("suspected", "confirmed") for hole in state.holes.values())
    assert all(hole.status == "closed" for hole in state.closed)


@given(st.lists(sane, max_size=25))
def test_an_event_told_twice_in_a_row_counts_once(pairs):
    once = events(*pairs)
    assert fold(e for e in once for _ in range(2)) == fold(once)


@given(st.lists(sane, max_size=20), st.data())
def test_a_late_repeat_of_any_answer_changes_nothing(pairs, data):
    """A second tab or a retry sends the same answer again, at any later time."""
    told = events(*pairs)
    answers = [e for e in told if e.kind in ("answered", "shown") and e.body.get("attempt") != 2]
    if not answers:
        return
    again = data.draw(st.sampled_from(answers))
    before = fold(told)
    closed_or_tried = (q := before.question(again.body["question"])) is None or q.attempts > 0
    if closed_or_tried and again.kind == "answered":
        assert advance(before, again) == before


@given(st.lists(sane, max_size=25))
def test_a_right_unassisted_answer_never_lowers_p_and_an_assisted_one_never_moves_it(pairs):
    state = StudentState()
    for event in events(*pairs):
        asked_for = state.question(event.body.get("question", ""))
        after = advance(state, event)
        if event.kind == "answered" and asked_for is not None:
            old, new = (s.standing(asked_for.skill).p_known for s in (state, after))
            if asked_for.assisted or event.body["assisted"] or event.body["attempt"] == 2:
                assert new == old
            elif event.body["verdict"] == "right":
                assert new >= old
        state = after


@given(st.lists(sane, max_size=25))
def test_only_the_first_answer_to_a_question_is_evidence(pairs):
    state = fold(events(*pairs))
    for standing in state.standings.values():
        assert len(set(standing.answers)) == len(standing.answers)
        assert set(standing.evidence) <= set(standing.answers)
        assert {right.question for right in standing.rights} <= set(standing.evidence)
    counted = [q for s in state.standings.values() for q in s.answers]
    assert len(set(counted)) == len(counted)


@given(st.lists(sane, max_size=25))
def test_mastery_always_rests_on_a_run_of_unassisted_answers(pairs):
    state = StudentState()
    for event in events(*pairs):
        after = advance(state, event)
        for skill, standing in after.standings.items():
            given_back = len(after.closed) > len(state.closed) and after.closed[0].outcome == "contested"
            if standing.mastered_at is not None and state.standing(skill).mastered_at is None and not given_back:
                assert event.kind == "answered"
                assert event.body["verdict"] == "right"
                assert standing.run >= MODEL["typed"]
                assert standing.p_known >= MODEL["threshold"]
        state = after


@given(st.lists(sane, max_size=25))
def test_a_replay_from_json_gives_the_same_state_bit_for_bit(pairs):
    told = events(*pairs)
    replayed = [Event(e.seq, e.student, e.kind, e.at, json.loads(json.dumps(e.body))) for e in told]
    assert fold(replayed) == fold(told)


@given(st.lists(sane, max_size=20), st.integers(0, 20))
def test_folding_may_stop_anywhere_and_go_on_later(pairs, cut):
    told = events(*pairs)
    assert fold(told[cut:], fold(told[:cut])) == fold(told)


def test_an_answer_to_a_question_nobody_asked_earns_nothing():
    forged = events(("answered", {"question": "made-up", "verdict": "right", "attempt": 1}))
    assert fold(forged) == StudentState()


def test_a_first_answer_told_again_as_right_earns_nothing(mia):
    mia.ask(("skill", "halves"))
    mia.answer("not-yet")
    before = mia.state
    mia.answer("right", attempt=1)
    assert mia.state == before


@pytest.mark.parametrize("hinted", [True, False], ids=["by its hint", "by its own word"])
def test_either_sign_of_help_makes_an_answer_assisted(mia, hinted):
    mia.ask(("skill", "halves"))
    before = mia.state.standing("halves").p_known
    if hinted:
        mia.hint()
    body = {"question": mia.last, "verdict": "right", "attempt": 1, "assisted": not hinted}
    mia.record("answered", body)
    assert mia.state.standing("halves").p_known == before
    assert not mia.state.standing("halves").evidence


def test_asking_a_closed_question_again_does_not_reopen_it(mia):
    mia.ask(("skill", "halves"))
    asked_event = mia.events[-1]
    mia.right()
    before = mia.state
    assert advance(before, asked_event) == before
    elsewhere = Event(99, "mia", "asked", START, {**asked_event.body, "skill": "parts", "goal": {"skill": "parts"}})
    assert advance(before, elsewhere) == before


def test_the_open_question_is_found_by_goal_and_by_id(mia):
    mia.ask(("skill", "halves"))
    question = mia.state.open["skill", "halves"]
    assert mia.state.question(mia.last) == question
    assert not question.assisted
    mia.hint(0)
    mia.hint(1)
    mia.hint(0)
    assert mia.state.open["skill", "halves"].hints == 2
    assert mia.state.open["skill", "halves"].assisted
    mia.right()
    assert not mia.state.open


@pytest.mark.parametrize("body", [None, {}, {"skill": ""}, {"skill": "a", "hole": "b"}, {"lesson": "a"}, ["skill"]])
def test_only_a_skill_or_a_hole_is_a_goal(body):
    assert read_goal(body) is None
    assert read_goal({"skill": "a"}) == ("skill", "a")
    assert read_goal({"hole": "a"}) == ("hole", "a")
