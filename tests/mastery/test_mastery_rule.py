"""When a skill is mastered, and what a student reads as progress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gapless.mastery import Ask, Done, Rule, Skill, fold, mastered, progress

GOAL = ("skill", "parts")
PARTS = [Skill("parts", "Equal parts", 2)]


@pytest.fixture
def sit(sitting, template):
    """A student on one skill, `parts`, with items of the kinds and shapes that are named."""

    def one_skill(*looks, **rule):
        items = [template(f"i{n}", "parts", shape, kind, guess) for n, (shape, kind, guess) in enumerate(looks)]
        return sitting(PARTS, items, rule=Rule(**rule))

    return one_skill


TYPED, STORY, CHOICE = ("typed", "fraction", 0.05), ("story", "fraction", 0.05), ("choice", "choice", 0.25)


def rights_until_mastered(student) -> int:
    count = 0
    while student.move(GOAL) != Done("parts"):
        student.ask(GOAL)
        student.right()
        count += 1
    return count


def test_three_typed_answers_in_a_row_master_a_skill(sit):
    assert rights_until_mastered(sit(TYPED, STORY)) == 3


def test_four_when_a_choice_is_among_them(sit):
    assert rights_until_mastered(sit(TYPED, CHOICE)) == 4
    assert rights_until_mastered(sit(CHOICE)) == 4


def test_two_options_take_longer_because_guessing_explains_more(sit):
    assert rights_until_mastered(sit(("choice", "choice", 0.5))) == 7


def test_one_shape_is_enough_only_where_the_skill_has_no_other(sit):
    assert rights_until_mastered(sit(TYPED)) == 3
    student = sit(TYPED, STORY)
    for _ in range(5):
        student.ask(GOAL, shape="typed")
        student.right()
    assert student.state.standing("parts").mastered_at is None
    student.ask(GOAL, shape="story")
    student.right()
    assert student.state.standing("parts").mastered_at is not None


def test_the_rule_never_asks_for_more_shapes_than_there_are(sit):
    student = sit(TYPED)
    student.master("parts")
    standing = student.state.standing("parts")
    assert mastered(standing, Rule(shapes=2), shapes_available=1)
    assert not mastered(standing, Rule(shapes=2), shapes_available=2)


def test_a_sure_p_without_the_run_is_not_mastery(sit):
    """One miss after two right answers: P is back above .95 after two more, the run is not."""
    student = sit(TYPED, STORY)
    for right in (True, True, False, True, True):
        student.ask(GOAL)
        student.right() if right else student.miss()
    standing = student.state.standing("parts")
    assert standing.p_known > 0.95
    assert standing.run == 2
    assert not mastered(standing, Rule(), 2)


def test_the_run_without_a_sure_p_is_not_mastery(sit):
    student = sit(TYPED, STORY, threshold=0.999)
    for _ in range(3):
        student.ask(GOAL)
        student.right()
    assert student.state.standing("parts").mastered_at is None
    assert progress(student.state.standing("parts"), student.course.rule, 2) == (3, 4)


def test_no_run_is_so_long_that_a_miss_stops_counting(sit):
    """At P = 1 no answer could move P again."""
    student = sit(TYPED, STORY)
    for _ in range(60):
        student.pose(Ask("parts", "learn"), GOAL)
        student.right()
    sure = student.state.standing("parts").p_known
    student.pose(Ask("parts", "learn"), GOAL)
    student.miss()
    assert student.state.standing("parts").p_known < sure < 1


def test_progress_counts_towards_what_the_run_needs(sit):
    student = sit(TYPED, STORY)
    seen = [progress(student.state.standing("parts"), student.course.rule, 2)]
    for right in (True, True, False, True, True, True):
        student.ask(GOAL)
        student.right() if right else student.miss()
        seen.append(progress(student.state.standing("parts"), student.course.rule, 2))
    assert seen == [(0, 3), (1, 3), (2, 3), (0, 3), (1, 3), (2, 3), (3, 3)]


def test_progress_is_full_for_mastered_skills_only(sit):
    student = sit(TYPED, CHOICE)
    while student.move(GOAL) != Done("parts"):
        done, needed = progress(student.state.standing("parts"), student.course.rule, 2)
        assert done < needed
        student.ask(GOAL)
        student.right()
    assert progress(student.state.standing("parts"), student.course.rule, 2) == (4, 4)


def test_mastery_is_not_lost_by_one_later_miss(sit):
    student = sit(TYPED, STORY)
    student.master("parts")
    student.pose(Ask("parts", "learn"), GOAL)
    student.miss()
    assert student.state.standing("parts").run == 0
    assert student.move(GOAL) == Done("parts")


def test_a_hint_makes_an_answer_practice(sit):
    """P stays as it was, and a row of unassisted answers starts again."""
    student = sit(TYPED, STORY)
    for _ in range(2):
        student.ask(GOAL)
        student.right()
    before = student.state.standing("parts").p_known
    student.ask(GOAL)
    student.hint()
    student.right()
    standing = student.state.standing("parts")
    assert standing.p_known == before
    assert standing.run == 0
    assert student.last in standing.answers
    assert student.last not in standing.evidence


def test_a_second_try_is_practice(sit):
    student = sit(TYPED, STORY)
    student.ask(GOAL)
    student.answer("not-yet")
    after_miss = student.state.standing("parts")
    assert student.state.question(student.last).assisted
    student.answer("right", attempt=2)
    assert student.state.standing("parts") == after_miss
    assert student.state.question(student.last) is None


def test_an_answer_that_cannot_be_read_changes_nothing(sit):
    student = sit(TYPED, STORY)
    student.ask(GOAL)
    before = student.state
    student.answer("unreadable")
    assert student.state == before


def test_old_events_keep_their_numbers_when_the_course_is_edited(sit):
    """The rule and the model travel in the asked events; a stricter course of today changes nothing of the past."""
    student = sit(TYPED, STORY)
    student.master("parts")
    strict = replace(student.course, rule=Rule(threshold=0.99, typed=9, choice=9, shapes=2))
    student.course = strict
    assert fold(student.events) == student.state
    assert student.move(GOAL) == Done("parts")
