"""The plan of a day: reviews, holes, what is begun, new skills; never a locked one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Skill, missing_prerequisites
from gapless.mastery.day import plan_day
from gapless.mastery.review import Review


def kinds(plan: Any) -> list[tuple[str, str]]:
    return [(task.kind, task.skill) for task in plan.tasks]


def plan(mia: Any, budget: float = 120, reviews: tuple[Review, ...] = (), **more: Any) -> Any:
    return plan_day(mia.course, mia.shapes, mia.state, reviews, budget, **more)


def test_a_new_student_begins_where_nothing_is_needed(mia: Any):
    assert kinds(plan(mia)) == [("new", "halves")]


def test_reviews_come_first_then_holes_then_what_is_begun_then_what_is_new(at_unlike: Any):
    mia = at_unlike
    for _ in range(2):
        mia.ask(("skill", "unlike"))
        mia.miss("keeps-tops")
    found = plan(mia, reviews=(Review("halves", ("halves", "parts")),))
    assert kinds(found) == [("review", "halves"), ("hole", "equal"), ("learning", "unlike")]
    assert found.tasks[0].covers == ("parts",)


def test_what_does_not_fit_is_left_for_another_day_but_the_first_task_is_always_there(mia: Any):
    mia.master("halves")
    found = plan(mia, budget=5)
    assert kinds(found) == [("new", "parts")]
    assert [task.skill for task in found.left] == ["equal"]


def test_two_hours_come_in_blocks_of_about_25_minutes(mia: Any):
    mia.master("halves")
    assert [block.minutes for block in plan(mia).blocks] == [20.0, 20.0]
    many = tuple(Review("halves", ("halves",)) for _ in range(30))
    assert [block.minutes for block in plan(mia, reviews=many).blocks] == [25.0, 25.0, 20.0]


def test_a_skill_that_waits_for_itself_is_planned_as_its_own_hole(mia: Any):
    while not mia.state.parked:
        mia.move(("skill", "halves"))
        if not mia.state.parked:
            mia.ask(("skill", "halves"))
            mia.miss()
    assert mia.state.parked["halves"].prerequisite == "halves"
    assert kinds(plan(mia)) == [("hole", "halves")]


def test_new_skills_that_practise_more_come_first(mia: Any):
    mia.master("halves")
    assert kinds(plan(mia, worth={"parts": 0.2, "equal": 0.7}.__getitem__)) == [("new", "equal"), ("new", "parts")]


@given(st.data())
def test_no_plan_holds_a_locked_skill(sitting: Callable[..., Any], template: Any, data: st.DataObject):
    count = data.draw(st.integers(1, 6))
    names = [f"s{number}" for number in range(count)]
    skills = [
        Skill(name, name, 1, tuple(data.draw(st.lists(st.sampled_from(names[:number]), unique=True)) if number else ()))
        for number, name in enumerate(names)
    ]
    mia = sitting(skills, [template(f"{name}-{shape}", name, shape) for name in names for shape in ("typed", "story")])
    for _ in range(data.draw(st.integers(0, 12))):
        goal = ("skill", data.draw(st.sampled_from(names)))
        if not missing_prerequisites(mia.course, mia.state, goal[1]) and type(mia.move(goal)).__name__ == "Ask":
            mia.ask(goal)
            mia.right() if data.draw(st.booleans()) else mia.miss()
    reviews = tuple(Review(name, (name,)) for name in data.draw(st.lists(st.sampled_from(names), unique=True)))
    found = plan(mia, budget=data.draw(st.floats(0, 300)), reviews=reviews)
    assert not [
        task for task in (*found.tasks, *found.left) if missing_prerequisites(mia.course, mia.state, task.skill)
    ]
