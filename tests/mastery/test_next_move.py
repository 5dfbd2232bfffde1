"""The gate: what is open, what is locked, what is done, and the word each skill is shown by."""

from __future__ import annotations

from dataclasses import replace

from gapless.mastery import Ask, Blocked, Detour, Done, Skill, missing_prerequisites, skill_state


def test_a_skill_is_blocked_until_every_prerequisite_is_mastered(mia):
    assert mia.move(("skill", "unlike")) == Blocked(("like", "equal"))
    mia.master("halves", "equal")
    assert mia.move(("skill", "unlike")) == Blocked(("like",))
    mia.master("parts", "like")
    assert mia.move(("skill", "unlike")) == Ask("unlike", "learn")


def test_what_was_unlocked_stays_open_when_the_course_gains_a_prerequisite(mia):
    mia.master("halves")
    mia.ask(("skill", "parts"))
    mia.right()
    skills = dict(mia.course.skills)
    skills["new"] = Skill("new", "New", 1)
    skills["parts"] = replace(skills["parts"], prerequisites=("halves", "new"))
    skills["equal"] = replace(skills["equal"], prerequisites=("halves", "new"))
    mia.course = replace(mia.course, skills=skills)
    assert mia.move(("skill", "parts")) == Ask("parts", "learn")
    assert mia.move(("skill", "equal")) == Blocked(("new",))
    assert mia.move(("skill", "halves")) == Done("halves")


def test_a_skill_without_items_is_never_asked(mia):
    mia.items = tuple(item for item in mia.items if item.skill != "halves")
    assert mia.move(("skill", "halves")) == Blocked(())
    assert mia.move(("skill", "no-such-skill")) == Blocked(())


def test_a_hole_that_is_not_there_is_done(mia):
    assert mia.move(("hole", "halves")) == Done("halves")


def test_a_hole_whose_source_left_the_course_holds_nobody(mia):
    """It can still be practised, but never re-checked; after the practice the way up is free."""
    mia.master("halves", "parts", "equal")
    mia.excuse("like")
    for _ in range(2):
        mia.ask(("skill", "unlike"))
        mia.miss("adds-across")
    mia.items = tuple(item for item in mia.items if item.skill != "unlike")
    assert mia.move(("skill", "like")) == Detour("parts")
    for _ in range(3):
        assert mia.ask(("hole", "parts")) == Ask("parts", "practise", "parts")
        mia.right()
    assert mia.move(("hole", "parts")) == Done("parts")
    assert mia.move(("skill", "like")) == Ask("like", "learn")


def test_a_hole_above_the_skill_that_showed_it_never_sends_anyone_up(mia):
    """Such a course is at fault; `holes_below` leaves the pair out, and an old event that has it locks nobody in."""
    mia.master("halves")
    for _ in range(2):
        mia.ask(("skill", "parts"), holes={"odd": "unlike"})
        mia.miss("odd")
    assert mia.hole("unlike").status == "confirmed"
    assert mia.move(("skill", "parts")) == Ask("parts", "learn")
    assert mia.move(("hole", "unlike")) == Blocked(("like", "equal"))


def test_every_skill_has_one_word(mia):
    def words():
        return {skill: skill_state(mia.course, mia.state, skill) for skill in mia.course.skills}

    assert words() == {"halves": "ready", "parts": "locked", "equal": "locked", "like": "locked", "unlike": "locked"}
    mia.master("halves", "parts")
    mia.excuse("equal")
    mia.ask(("skill", "like"))
    assert words()["like"] == "ready"
    mia.answer("not-yet", "adds-across")
    assert words() == {
        "halves": "mastered",
        "parts": "mastered",
        "equal": "excused",
        "like": "learning",
        "unlike": "locked",
    }
    mia.miss()
    mia.ask(("skill", "like"))
    mia.miss("adds-across")
    assert words()["parts"] == "hole"
    assert skill_state(mia.course, mia.state, "no-such-skill") == "unknown"


def test_the_gate_names_what_is_missing(mia):
    assert missing_prerequisites(mia.course, mia.state, "unlike") == ("like", "equal")
    assert missing_prerequisites(mia.course, mia.state, "halves") == ()


def test_a_mastered_skill_sends_nobody_to_a_hole_it_did_not_show(at_unlike):
    for _ in range(2):
        at_unlike.ask(("skill", "unlike"))
        at_unlike.miss("adds-across")
    assert at_unlike.move(("skill", "unlike")) == Detour("parts")
    assert at_unlike.move(("skill", "like")) == Done("like")
