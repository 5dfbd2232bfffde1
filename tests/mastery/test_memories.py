"""What a student remembers follows from the record: it begins at mastery or placement and moves with each answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gapless.mastery import Ask, Done, Event, Skill, advance, fold, skill_state
from gapless.mastery.review import retrievability

DAY = timedelta(days=1)
MIXED = ("review", "mixed")

# Adding unlike fractions practises naming them wholly, and shading them by half.
SKILLS = (
    Skill("name", "Naming", 1),
    Skill("shade", "Shading", 1),
    Skill("unlike", "Adding", 2, ("name", "shade"), encompasses={"name": 1.0, "shade": 0.5}),
)


@pytest.fixture
def lee(sitting, template):
    items = [template(f"{skill.id}-{shape}", skill.id, shape) for skill in SKILLS for shape in ("typed", "story")]
    return sitting(SKILLS, items, {"names-backwards": "name"})


def days_later(student, days):
    """The same student, whose record goes on so many days later."""
    start = len(student.events)

    def record(kind, body):
        last = student.events[-1]
        at = last.at + timedelta(days=days if len(student.events) == start else 0, minutes=1)
        student.events.append(Event(len(student.events), "mia", kind, at, body))
        student.state = advance(student.state, student.events[-1])

    student.record = record
    return student.events[-1].at + timedelta(days=days, minutes=2)


def test_a_memory_begins_with_mastery_and_not_before(lee):
    lee.ask(("skill", "name"))
    lee.right()
    assert dict(lee.state.memories) == {}
    lee.master("name")
    assert list(lee.state.memories) == ["name"]
    assert lee.state.memories["name"].since == lee.state.standing("name").mastered_at


def test_what_a_placement_finds_known_is_held_for_longer_and_may_be_asked_about(lee):
    lee.record("placement_started", {"sitting": "s", "seed": 1, "skills": ["name", "shade"]})
    lee.record("placed", {"sitting": "s", "known": ["name"], "p": {"name": 0.95, "shade": 0.4}})
    known = lee.state.memories["name"].due_at()
    now = lee.events[-1].at
    lee.master("shade")
    assert known - now > 2 * (lee.state.memories["shade"].due_at() - lee.state.standing("shade").mastered_at)
    assert "name" in lee.due(known)
    assert lee.move(MIXED, lee.due(known)).skill in ("name", "shade")
    lee.pose(Ask("name", "review"), MIXED)
    lee.miss()
    assert skill_state(lee.course, lee.state, "name") == "learning"
    assert "name" not in lee.due(known + 30 * DAY)


def test_a_new_lesson_is_practice_of_what_it_rests_on(lee):
    lee.master("name", "shade")
    before = {skill: lee.state.memories[skill].due_at() for skill in ("name", "shade")}
    days_later(lee, 2)
    lee.ask(("skill", "unlike"))
    lee.right()
    put_off = {skill: lee.state.memories[skill].due_at() - before[skill] for skill in before}
    assert put_off["name"] > put_off["shade"] > DAY


def test_one_question_covers_what_it_practises_and_each_due_skill_is_asked_once(lee):
    now = days_later(lee.master("name", "shade", "unlike"), 9)
    assert set(lee.state.memories) == {"name", "shade", "unlike"}
    assert lee.due(now) == ("unlike",)
    lee.pose(Ask("unlike", "review"), MIXED)
    lee.right()
    assert lee.due(now + timedelta(minutes=5)) == ()
    assert lee.move(MIXED, lee.due(now)) == Done("")


def test_a_miss_is_due_at_once_doubts_what_rests_on_it_and_is_covered_by_nothing_else(lee):
    now = days_later(lee.master("name", "shade", "unlike"), 9)
    before = lee.state.memories["unlike"].due_at()
    lee.pose(Ask("name", "review"), MIXED)
    lee.miss("names-backwards")
    assert lee.state.memories["name"].lapsed
    assert lee.state.memories["unlike"].due_at() < before
    assert skill_state(lee.course, lee.state, "name") == "due"
    assert lee.state.holes["name"].status == "suspected"
    assert lee.due(now)[0] == "name"
    assert lee.move(MIXED, lee.due(now)) == Ask("unlike", "review")  # never two of one skill in a row


@pytest.mark.parametrize("how", ["hint", "fast"])
def test_an_answer_with_help_or_too_fast_to_be_read_moves_no_memory(lee, how):
    lee.master("name")
    days_later(lee, 9)
    before = lee.state.memories
    lee.pose(Ask("name", "review"), MIXED, usual=30)
    if how == "hint":
        lee.hint()
        lee.right()
    else:
        lee.record("answered", {"question": lee.last, "verdict": "right", "attempt": 1, "focus_seconds": 0.5})
    assert lee.state.memories == before


def test_i_have_not_learned_this_is_a_miss(lee):
    lee.master("name")
    days_later(lee, 9)
    lee.pose(Ask("name", "review"), MIXED)
    lee.not_learned()
    assert lee.state.memories["name"].lapsed


def test_a_record_from_before_memories_gives_them_from_mastery_on(lee):
    lee.master("name", "shade", "unlike")
    old = [
        Event(one.seq, one.student, one.kind, one.at, {k: v for k, v in one.body.items() if not k.startswith("practi")})
        for one in lee.events
    ]
    assert set(fold(old).memories) == {"name", "shade", "unlike"}


def test_a_skill_that_is_renamed_is_remembered_under_its_new_name(lee):
    lee.master("name")
    held = lee.state.memories["name"]
    lee.record("renamed", {"skill": "name", "to": "naming"})
    assert list(lee.state.memories) == ["naming"]
    assert retrievability(lee.state.memories["naming"], held.due_at()) == pytest.approx(0.9)
