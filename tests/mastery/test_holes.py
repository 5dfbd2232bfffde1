"""The life of a hole: suspected, confirmed, practised, re-checked, recovered; or closed as a slip."""

from __future__ import annotations

import pytest

from gapless.mastery import Ask, Blocked, Detour, Done, Skill, bkt, skill_state

UNLIKE = ("skill", "unlike")
PARTS = ("hole", "parts")


def practise_until_recheck(student, hole):
    """Right answers on the hole's page until the next question is the re-check, which is not asked yet."""
    while (move := student.move(("hole", hole))).purpose != "recheck":
        assert move.purpose == "practise"
        student.ask(("hole", hole))
        student.right()


@pytest.fixture
def with_hole(at_unlike):
    """Two answers on `unlike` added across: `parts` is a confirmed hole."""
    for _ in range(2):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
    return at_unlike


class TestAMalRule:
    def test_one_matching_answer_makes_its_hole_suspected_and_asks_one_separating_question(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        hole = at_unlike.hole("parts")
        assert (hole.status, hole.source, hole.misconception) == ("suspected", "unlike", "adds-across")
        assert at_unlike.move(UNLIKE) == Ask("unlike", "separate", "parts", "adds-across")
        assert at_unlike.state.standing("parts").mastered_at is not None

    def test_a_second_one_confirms_it_and_both_answers_are_its_evidence(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        first = at_unlike.last
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        hole = at_unlike.hole("parts")
        assert hole.status == "confirmed"
        assert hole.evidence == (first, at_unlike.last)
        assert at_unlike.move(UNLIKE) == Detour("parts")

    def test_a_right_separating_answer_closes_it_as_a_slip(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.ask(UNLIKE)
        at_unlike.right()
        assert not at_unlike.state.holes
        assert at_unlike.state.closed[0].outcome == "slip"
        assert not at_unlike.state.recovered
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")

    def test_another_miss_on_the_separating_question_probes_the_hole_itself(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.hole("parts").status == "suspected"
        assert at_unlike.move(UNLIKE) == Ask("parts", "probe", "parts")

    def test_that_probe_missed_confirms_it(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.hole("parts").status == "confirmed"
        assert at_unlike.hole("parts").source == "unlike"

    def test_that_probe_right_closes_it_as_a_slip_and_looks_elsewhere(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        at_unlike.ask(UNLIKE)
        at_unlike.right()
        assert at_unlike.state.closed[0].outcome == "slip"
        assert at_unlike.move(UNLIKE).purpose == "probe"
        assert at_unlike.move(UNLIKE).skill in ("like", "equal")

    def test_a_right_answer_on_the_suspected_skill_itself_speaks_for_a_slip_too(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.pose(Ask("parts", "learn"), ("skill", "parts"))
        at_unlike.right()
        assert at_unlike.state.closed[0].outcome == "slip"
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")

    def test_a_suspicion_is_settled_where_it_arose(self, at_unlike):
        """`like` showed it once; `unlike` goes on, and the separating question waits in `like`."""
        at_unlike.pose(Ask("like", "learn"), ("skill", "like"))
        at_unlike.miss("adds-across")
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")
        assert at_unlike.move(("skill", "like")) == Ask("like", "separate", "parts", "adds-across")

    def test_two_different_mal_rules_suspect_two_holes_and_each_is_separated(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.ask(UNLIKE)
        at_unlike.miss("keeps-tops")
        assert {hole.skill for hole in at_unlike.state.holes.values()} == {"parts", "equal"}
        for _ in range(2):
            assert at_unlike.move(UNLIKE).purpose == "separate"
            at_unlike.ask(UNLIKE)
            at_unlike.right()
        assert not at_unlike.state.holes

    def test_a_mal_rule_the_question_did_not_list_counts_as_unexplained(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("no-such-rule")
        assert not at_unlike.state.holes
        assert at_unlike.move(UNLIKE).purpose == "probe"

    def test_a_second_try_by_the_same_rule_is_not_a_second_answer(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.answer("not-yet", "adds-across")
        at_unlike.answer("not-yet", "adds-across", attempt=2)
        assert at_unlike.hole("parts").status == "suspected"

    def test_an_answer_after_a_hint_opens_no_hole(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.hint()
        at_unlike.miss("adds-across")
        assert not at_unlike.state.holes


class TestAnUnexplainedMiss:
    def test_probes_the_least_certain_prerequisite_first(self, at_unlike):
        at_unlike.pose(Ask("equal", "learn"), ("skill", "equal"))
        at_unlike.miss()
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.move(UNLIKE) == Ask("equal", "probe", "equal")

    def test_probes_each_prerequisite_once_then_goes_on_learning(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        probed = []
        while at_unlike.move(UNLIKE).purpose == "probe":
            probed.append(at_unlike.ask(UNLIKE).skill)
            at_unlike.right()
        assert sorted(probed) == ["equal", "like"]
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")

    def test_mastering_the_skill_forgets_what_was_probed(self, at_unlike):
        """Long after, a miss may have another reason."""
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        at_unlike.master("unlike")
        at_unlike.pose(Ask("unlike", "learn"), UNLIKE)
        at_unlike.miss()
        assert at_unlike.move(UNLIKE).purpose == "probe"

    def test_while_the_skill_is_learned_a_right_answer_keeps_what_was_probed(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        while at_unlike.ask(UNLIKE).purpose == "probe":
            at_unlike.right()
        at_unlike.right()
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")

    def test_a_right_answer_ends_the_search(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        at_unlike.pose(Ask("unlike", "learn"), UNLIKE)
        at_unlike.right()
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")

    def test_i_have_not_learned_this_is_an_unexplained_miss(self, at_unlike):
        at_unlike.ask(UNLIKE)
        before = at_unlike.state.standing("unlike").p_known
        at_unlike.not_learned()
        assert at_unlike.state.standing("unlike").evidence == (at_unlike.last,)
        assert at_unlike.state.standing("unlike").p_known == bkt.update(before, False, 0.05, 0.1, 0.1)
        assert at_unlike.move(UNLIKE).purpose == "probe"

    def test_a_probe_missed_twice_confirms_the_hole(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        probed = at_unlike.ask(UNLIKE).skill
        at_unlike.miss()
        hole = at_unlike.hole(probed)
        assert (hole.status, hole.source, hole.misconception) == ("suspected", "unlike", None)
        assert at_unlike.move(UNLIKE) == Ask(probed, "probe", probed)
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.hole(probed).status == "confirmed"
        assert at_unlike.move(UNLIKE) == Detour(probed)

    def test_a_probe_missed_once_then_right_was_a_slip(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        probed = at_unlike.ask(UNLIKE).skill
        at_unlike.miss()
        at_unlike.ask(UNLIKE)
        at_unlike.right()
        assert at_unlike.state.closed[0].outcome == "slip"
        assert at_unlike.move(UNLIKE).skill != probed

    def test_where_nothing_lies_below_learning_goes_on(self, mia):
        mia.ask(("skill", "halves"))
        mia.miss()
        assert mia.move(("skill", "halves")) == Ask("halves", "learn")


class TestAConfirmedHole:
    def test_its_skill_is_no_longer_mastered_and_starts_again(self, with_hole):
        standing = with_hole.state.standing("parts")
        assert standing.mastered_at is None
        assert standing.run == 0
        assert standing.p_known <= bkt.PRIOR
        assert skill_state(with_hole.course, with_hole.state, "parts") == "hole"

    def test_what_was_unlocked_stays_open(self, with_hole):
        assert not isinstance(with_hole.move(("skill", "like")), Blocked)
        assert with_hole.move(("skill", "like")) == Done("like")

    def test_practice_then_a_right_recheck_on_the_source_recovers_it(self, with_hole):
        asked_before = with_hole.state.trail("unlike").questions
        practise_until_recheck(with_hole, "parts")
        assert with_hole.state.standing("parts").run == 3
        assert with_hole.move(UNLIKE) == Detour("parts")
        assert with_hole.ask(PARTS) == Ask("unlike", "recheck", "parts", "adds-across")
        assert with_hole.last not in asked_before
        with_hole.right()
        (recovered,) = with_hole.state.recovered
        assert (recovered.skill, recovered.source, recovered.outcome) == ("parts", "unlike", "recovered")
        assert with_hole.move(PARTS) == Done("parts")
        assert with_hole.move(UNLIKE) == Ask("unlike", "learn")
        assert skill_state(with_hole.course, with_hole.state, "parts") == "mastered"

    def test_a_missed_recheck_means_practice_from_the_start(self, with_hole):
        practise_until_recheck(with_hole, "parts")
        with_hole.ask(PARTS)
        with_hole.miss("adds-across")
        assert with_hole.hole("parts").status == "confirmed"
        assert with_hole.last in with_hole.hole("parts").evidence
        assert with_hole.state.standing("parts").run == 0
        assert with_hole.move(PARTS) == Ask("parts", "practise", "parts")
        practise_until_recheck(with_hole, "parts")
        with_hole.ask(PARTS)
        with_hole.right()
        assert with_hole.state.recovered

    def test_a_recheck_with_a_hint_proves_nothing(self, with_hole):
        practise_until_recheck(with_hole, "parts")
        with_hole.ask(PARTS)
        with_hole.hint()
        with_hole.right()
        assert with_hole.hole("parts").status == "confirmed"
        assert with_hole.move(PARTS).purpose == "recheck"

    def test_answers_from_before_do_not_count_as_practice(self, with_hole):
        assert with_hole.move(PARTS) == Ask("parts", "practise", "parts")
        assert len(with_hole.state.standing("parts").evidence) == 3

    def test_every_skill_above_it_waits_unless_mastered(self, mia):
        """A hole that `like` showed also stands below `unlike`."""
        mia.master("halves", "parts", "equal")
        mia.master("like")
        for _ in range(2):
            mia.pose(Ask("like", "learn"), ("skill", "like"))
            mia.miss("adds-across")
        assert mia.move(UNLIKE) == Detour("parts")
        assert mia.move(("skill", "equal")) == Done("equal")

    def test_a_skill_above_it_that_was_never_asked_is_open_and_waits(self, mia):
        """`halves` was mastered once, so `equal` is unlocked; the hole comes first all the same."""
        mia.master("halves")
        for _ in range(2):
            mia.ask(("skill", "parts"))
            mia.miss("counts-lines")
        assert mia.move(("skill", "equal")) == Detour("halves")

    def test_answers_on_another_skill_add_to_its_evidence(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        at_unlike.pose(Ask("like", "learn"), ("skill", "like"))
        at_unlike.miss("adds-across")
        hole = at_unlike.hole("parts")
        assert (hole.status, hole.source, hole.also_from) == ("confirmed", "unlike", ("like",))
        assert at_unlike.move(("skill", "like")) == Detour("parts")

    def test_recovered_holes_are_listed_newest_first(self, at_unlike):
        for rule, hole in (("adds-across", "parts"), ("keeps-tops", "equal")):
            for _ in range(2):
                at_unlike.ask(UNLIKE)
                at_unlike.miss(rule)
            practise_until_recheck(at_unlike, hole)
            at_unlike.ask(("hole", hole))
            at_unlike.right()
        assert [hole.skill for hole in at_unlike.state.recovered] == ["equal", "parts"]


class TestAHoleInsideAHole:
    def test_the_deeper_one_comes_first_and_then_the_way_leads_back_up(self, with_hole):
        for _ in range(2):
            with_hole.ask(PARTS)
            with_hole.miss("counts-lines")
        deeper = with_hole.hole("halves")
        assert (deeper.status, deeper.source) == ("confirmed", "parts")
        assert with_hole.move(PARTS) == Detour("halves")
        assert with_hole.move(UNLIKE) == Detour("halves")

        practise_until_recheck(with_hole, "halves")
        assert with_hole.ask(("hole", "halves")) == Ask("parts", "recheck", "halves", "counts-lines")
        with_hole.right()
        assert with_hole.move(UNLIKE) == Detour("parts")
        practise_until_recheck(with_hole, "parts")
        with_hole.ask(PARTS)
        with_hole.right()
        assert [hole.skill for hole in with_hole.state.recovered] == ["parts", "halves"]
        with_hole.master("unlike")

    def test_an_unexplained_miss_in_practice_probes_below_the_hole(self, with_hole):
        with_hole.ask(PARTS)
        with_hole.miss()
        assert with_hole.ask(PARTS) == Ask("halves", "probe", "halves")
        with_hole.miss()
        assert with_hole.hole("halves").source == "parts"

    def test_one_probe_can_confirm_the_hole_and_a_deeper_one(self, at_unlike):
        """`like` is asked twice while probed below `unlike`; both times the answer adds across."""
        at_unlike.pose(Ask("like", "learn"), ("skill", "like"))
        at_unlike.miss()
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        assert at_unlike.ask(UNLIKE) == Ask("like", "probe", "like")
        at_unlike.miss("adds-across")
        assert at_unlike.ask(UNLIKE) == Ask("like", "separate", "parts", "adds-across")
        at_unlike.miss("adds-across")
        assert {hole.skill: hole.status for hole in at_unlike.state.holes.values()} == {
            "like": "confirmed",
            "parts": "confirmed",
        }
        assert at_unlike.move(UNLIKE) == Detour("parts")


class TestAnExcuse:
    def test_opens_what_needs_the_skill_without_raising_p(self, mia):
        mia.master("halves")
        assert mia.move(("skill", "like")) == Blocked(("parts",))
        mia.excuse("parts")
        assert mia.move(("skill", "like")) == Ask("like", "learn")
        assert mia.state.standing("parts").p_known <= bkt.PRIOR
        assert skill_state(mia.course, mia.state, "parts") == "excused"
        assert mia.state.excuses["parts"].by == "Ms Lovelace"

    def test_closes_the_hole_and_lets_the_student_go_on(self, with_hole):
        with_hole.excuse("parts")
        assert with_hole.state.closed[0].outcome == "excused"
        assert with_hole.move(UNLIKE) == Ask("unlike", "learn")

    def test_makes_a_mal_rule_that_names_the_skill_an_unexplained_miss(self, at_unlike):
        at_unlike.excuse("parts")
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        assert not at_unlike.state.holes
        assert at_unlike.move(UNLIKE).purpose == "probe"

    def test_holds_for_a_probe_that_was_asked_before_it(self, at_unlike):
        at_unlike.ask(UNLIKE)
        at_unlike.miss()
        at_unlike.excuse(at_unlike.ask(UNLIKE).skill)
        at_unlike.miss()
        assert not at_unlike.state.holes

    def test_keeps_the_skill_out_of_probes_and_holes(self, at_unlike):
        at_unlike.excuse("parts")
        at_unlike.excuse("like")
        at_unlike.excuse("equal")
        at_unlike.ask(UNLIKE)
        at_unlike.miss("adds-across")
        assert not at_unlike.state.holes
        assert at_unlike.move(UNLIKE) == Ask("unlike", "learn")


def test_a_mal_rule_about_the_skill_itself_is_practised_there(sitting, template):
    skills = [Skill("parts", "Equal parts", 2)]
    items = [template("a", "parts", "typed", shows=("m",)), template("b", "parts", "story", shows=("m",))]
    student = sitting(skills, items, {"m": "parts"})
    goal, missed = ("skill", "parts"), []
    for _ in range(2):
        student.ask(goal)
        student.miss("m")
        missed.append(student.last)
    assert student.hole("parts").evidence == tuple(missed)
    assert student.move(goal) == Detour("parts")
    practise_until_recheck(student, "parts")
    student.ask(PARTS)
    student.right()
    assert student.move(goal) == Done("parts")
