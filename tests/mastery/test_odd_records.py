"""Records with something odd in them lose nothing, and the oddity can be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gapless.mastery import Done, Event, due_renames, fold, oddities, skill_state

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
OLD_NAMES = {"halves": "halving"}


def renamed(student):
    student.record("renamed", {"skill": "halves", "to": "halving"})
    return student.state


def test_a_renamed_skill_keeps_all_that_is_known_under_its_old_name(mia):
    mia.master("halves")
    before = mia.state
    assert due_renames(before, OLD_NAMES) == (("halves", "halving"),)
    after = renamed(mia)
    assert due_renames(after, OLD_NAMES) == ()
    old, new = before.standing("halves"), after.standing("halving")
    assert (new.p_known, new.mastered_at, new.answers) == (old.p_known, old.mastered_at, old.answers)
    assert after.trail("halving") == before.trail("halves")
    assert "halves" not in after.standings


def test_a_question_that_was_open_under_the_old_name_is_answered_under_the_new_one(mia):
    mia.ask(("skill", "halves"))
    renamed(mia)
    assert ("skill", "halving") in mia.state.open
    mia.right()
    assert mia.state.standing("halving").run == 1


def test_holes_go_along_with_their_evidence(at_unlike):
    for _ in range(2):
        at_unlike.ask(("skill", "unlike"))
        at_unlike.miss("adds-across")
    before = at_unlike.hole("parts")
    at_unlike.record("renamed", {"skill": "parts", "to": "shares"})
    at_unlike.record("renamed", {"skill": "unlike", "to": "unequal"})
    after = at_unlike.hole("shares")
    assert (after.skill, after.source, after.evidence) == ("shares", "unequal", before.evidence)


def test_where_both_names_are_known_neither_loses_anything(mia):
    mia.master("halves")
    mia.master("parts")
    mia.record("renamed", {"skill": "halves", "to": "parts"})
    merged = mia.state.standing("parts")
    assert merged.mastered_at is not None
    assert len(merged.answers) == 6
    mia.record("renamed", {"skill": "halves", "to": "parts"})
    assert mia.state.standing("parts") == merged


def test_a_clock_that_goes_back_changes_nothing_but_the_times(mia):
    mia.master("halves", "parts")
    back = [Event(e.seq, e.student, e.kind, MONDAY - timedelta(days=e.seq), e.body) for e in mia.events]
    for skill in ("halves", "parts"):
        one, other = fold(back).standing(skill), mia.state.standing(skill)
        assert (one.p_known, one.rights, one.answers) == (other.p_known, other.rights, other.answers)
        assert skill_state(mia.course, fold(back), skill) == "mastered"
    (odd,) = oddities(back, mia.course.skills, {})
    assert (odd.kind, odd.count) == ("clock-back", len(back) - 1)


def test_what_came_twice_is_told_and_counts_once(mia):
    mia.master("halves")
    twice = [event for event in mia.events for _ in range(2)]
    assert fold(twice) == mia.state
    (odd,) = oddities(twice, mia.course.skills, {})
    assert (odd.kind, odd.count) == ("repeated", len(mia.events))


def test_a_second_try_is_no_repeat(mia):
    mia.ask(("skill", "halves"))
    mia.answer("not-yet")
    mia.answer("right", attempt=2)
    assert oddities(mia.events, mia.course.skills, {}) == ()


def test_a_skill_that_left_the_course_keeps_its_answers_and_is_told(mia):
    mia.master("halves")
    left = {id: skill for id, skill in mia.course.skills.items() if id != "halves"}
    (odd,) = oddities(mia.events, left, {})
    assert (odd.kind, odd.skill, odd.count) == ("gone", "halves", 3)
    (odd,) = oddities(mia.events, left, OLD_NAMES)
    assert (odd.kind, odd.to) == ("renamed", "halving")
    assert mia.move(("skill", "halves")) == Done("halves")
