"""Kept by a mixed check a week later, lost and regained; a hole contested; what closing one took."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Ask, Detour, Done, Event, advance, fold, skill_state, time_to_close

UNLIKE, MIXED = ("skill", "unlike"), ("review", "mixed")


def later(student, days=7):
    """The same student, whose next events come so much later."""
    record, start = student.record, len(student.events)

    def recorded(kind, body):
        record(kind, body)
        event = student.events[-1]
        moved = Event(event.seq, event.student, event.kind, event.at + timedelta(days=days), event.body)
        student.events[-1] = moved
        student.state = fold(student.events)

    student.record = recorded
    return student.events[start - 1].at + timedelta(days=days)


class TestAMixedCheck:
    def test_asks_what_is_likely_to_slip_away_now(self, mia):
        mia.master("halves", "parts")
        falls_due = [mia.state.memories[skill].due_at() for skill in ("halves", "parts")]
        assert falls_due == sorted(falls_due)
        assert mia.due(falls_due[0] - timedelta(seconds=1)) == ()
        assert mia.due(falls_due[0]) == ("halves",)
        assert set(mia.due(falls_due[1])) == {"halves", "parts"}

    def test_a_right_answer_keeps_the_skill_and_another_skill_comes_next(self, mia):
        now = later(mia.master("halves", "parts"), 8)
        due = mia.due(now)
        assert set(due) == {"halves", "parts"}
        mia.pose(Ask("halves", "review"), MIXED)
        assert mia.move(MIXED, ("halves", "parts")) == Ask("parts", "review")  # never two of one skill in a row
        mia.right()
        assert skill_state(mia.course, mia.state, "halves") == "kept"
        assert mia.due(now) == ("parts",)
        assert mia.move(MIXED, ("halves",)) == Done("")

    def test_a_day_after_mastery_a_right_answer_keeps_nothing(self, mia):
        later(mia.master("halves"), 1)
        mia.pose(Ask("halves", "review"), MIXED)
        mia.right()
        assert skill_state(mia.course, mia.state, "halves") == "mastered"

    def test_a_miss_makes_it_due_and_a_right_answer_takes_it_back_without_more(self, mia):
        now = later(mia.master("halves"), 8)
        mia.pose(Ask("halves", "review"), MIXED)
        mia.miss()
        assert skill_state(mia.course, mia.state, "halves") == "due"
        assert mia.due(now) == ("halves",)
        assert mia.move(("skill", "parts")) == Ask("parts", "learn")  # what was open stays open
        assert mia.ask(("skill", "halves")) == Ask("halves", "learn")
        mia.right()
        assert skill_state(mia.course, mia.state, "halves") == "mastered"
        assert mia.due(now) == ()
        assert mia.due(now + timedelta(days=8)) == ("halves",)

    def test_a_miss_that_fits_a_mal_rule_opens_the_search_for_its_hole(self, at_unlike):
        at_unlike.master("unlike")
        later(at_unlike, 8)
        at_unlike.pose(Ask("unlike", "review"), MIXED)
        at_unlike.miss("adds-across")
        assert at_unlike.move(UNLIKE) == Ask("unlike", "separate", "parts", "adds-across")

    def test_with_a_hint_it_shows_nothing_either_way(self, mia):
        later(mia.master("halves"), 8)
        mia.pose(Ask("halves", "review"), MIXED)
        mia.hint()
        mia.right()
        assert skill_state(mia.course, mia.state, "halves") == "mastered"

    def test_a_clock_that_went_back_keeps_nothing_and_loses_nothing(self, mia):
        later(mia.master("halves"), -30)
        mia.pose(Ask("halves", "review"), MIXED)
        mia.right()
        assert skill_state(mia.course, mia.state, "halves") == "mastered"


class TestAContest:
    GOAL = ("contest", "parts")

    @pytest.fixture
    def with_hole(self, at_unlike):
        for _ in range(2):
            at_unlike.ask(UNLIKE)
            at_unlike.miss("adds-across")
        return at_unlike

    def test_one_right_answer_closes_the_hole_and_gives_back_what_it_took(self, with_hole):
        assert with_hole.ask(self.GOAL) == Ask("parts", "contest", "parts")
        with_hole.right()
        assert with_hole.state.closed[0].outcome == "contested"
        assert skill_state(with_hole.course, with_hole.state, "parts") == "mastered"
        assert with_hole.move(self.GOAL) == Done("parts")
        assert with_hole.move(UNLIKE) == Ask("unlike", "learn")

    @pytest.mark.parametrize("how", ["miss", "not_learned", "hint"])
    def test_anything_else_leaves_it_and_is_the_only_try(self, with_hole, how):
        with_hole.ask(self.GOAL)
        if how == "hint":
            with_hole.hint()
            with_hole.right()
        else:
            getattr(with_hole, how)()
        hole = with_hole.hole("parts")
        assert (hole.status, hole.contested, len(hole.evidence)) == ("confirmed", True, 2 if how == "hint" else 3)
        assert with_hole.move(self.GOAL) == Detour("parts")
        assert with_hole.move(("hole", "parts")).purpose == "practise"

    def test_a_skill_without_a_hole_has_nothing_to_contest(self, mia):
        assert mia.move(("contest", "halves")) == Done("halves")

    def test_what_it_took_to_close_a_hole_is_counted_from_its_confirmation(self, with_hole):
        goal = ("hole", "parts")
        asked = 0
        while with_hole.move(goal) != Done("parts"):
            with_hole.ask(goal)
            body = {"question": with_hole.last, "verdict": "right", "attempt": 1, "focus_seconds": 30}
            with_hole.record("answered", body)
            asked += 1
        took = time_to_close(with_hole.state.closed[0])
        assert took is not None
        assert (took.questions, took.seconds) == (asked, 30.0 * asked)
        assert 0 < took.days < 0.1


class TestAFastAnswer:
    @pytest.mark.parametrize("verdict", ["right", "not-yet"])
    @pytest.mark.parametrize(("seconds", "counts"), [(2.9, False), (3.0, True), (0, True), (None, True)])
    def test_below_a_tenth_of_the_usual_time_is_no_evidence_either_way(self, mia, verdict, seconds, counts):
        mia.ask(("skill", "halves"), usual=30)
        before = mia.state.standing("halves")
        body = {"question": mia.last, "verdict": verdict, "attempt": 1, "focus_seconds": seconds}
        mia.record("answered", body)
        after = mia.state.standing("halves")
        assert after.answers == (mia.last,)
        assert (after.evidence == (mia.last,)) is counts
        assert (after.p_known != before.p_known) is counts


class TestAQuestionOfSeveralSkills:
    def ask(self, student, **changes):
        also = {"halves": {}, "parts": {}}
        student.pose(Ask("like", "learn"), ("skill", "like"), also=also, **changes)

    def p(self, student):
        return {skill: student.state.standing(skill).p_known for skill in ("halves", "parts", "like")}

    def test_a_right_answer_raises_all_of_them(self, mia):
        self.ask(mia)
        before = self.p(mia)
        mia.right()
        assert all(after > before[skill] for skill, after in self.p(mia).items())
        assert {skill: mia.state.standing(skill).run for skill in before} == {"halves": 1, "parts": 1, "like": 1}

    def test_a_miss_lowers_each_by_how_likely_it_explains_it(self, mia):
        mia.master("halves")
        self.ask(mia)
        before = self.p(mia)
        mia.miss()
        lost = {skill: before[skill] - after for skill, after in self.p(mia).items()}
        assert lost["halves"] < 0.01  # surely known: hardly to blame
        assert mia.state.standing("halves").mastered_at is not None

    @given(st.lists(st.floats(0.02, 0.98), min_size=1, max_size=4), st.floats(0.01, 0.5), st.floats(0.01, 0.4))
    def test_no_right_answer_ever_lowers_any_of_them(self, known, guess, slip):
        from gapless.mastery import bkt
        from gapless.mastery.explain import effective_slip

        named = {f"s{number}": p for number, p in enumerate(known)}
        for skill, p in named.items():
            assert bkt.update(p, True, guess, effective_slip(skill, named, guess, slip), 0.1) >= p


def test_a_repeated_event_counts_once_for_kept_skills_contests_and_parking_too(at_unlike):
    later(at_unlike.master("unlike"), 8)
    at_unlike.pose(Ask("unlike", "review"), MIXED)
    at_unlike.miss("adds-across")
    for _ in range(12):
        if isinstance(at_unlike.move(UNLIKE), Ask):
            at_unlike.ask(UNLIKE)
            at_unlike.miss()
    doubled = [event for event in at_unlike.events for _ in range(2)]
    assert fold(doubled) == at_unlike.state
    assert advance(at_unlike.state, at_unlike.events[-1]) == at_unlike.state
