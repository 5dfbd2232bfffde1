"""Whole students, simulated on random courses: nobody is stuck, nothing locked is asked, holes are found."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gapless.mastery import Ask, Blocked, Detour, Done, Skill, graph

SHAPES = (("typed", "fraction", 0.05), ("story", "fraction", 0.05), ("choice", "choice", 0.25), ("pair", "choice", 0.5))


@st.composite
def graphs(draw, most=8):
    """Skills s0, s1, … whose prerequisites all have lower numbers."""
    size = draw(st.integers(1, most))
    below = [draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else set() for n in range(size)]
    return [Skill(f"s{n}", f"Skill {n}", 1, tuple(f"s{m}" for m in sorted(needs))) for n, needs in enumerate(below)]


@st.composite
def courses(draw, sound=True):
    """A graph, one to three items a skill, and a mal-rule for each that names it or, if `sound`, one below it."""
    skills, items, rules = draw(graphs()), [], {}
    by_id = {skill.id: skill for skill in skills}
    for n, skill in enumerate(skills):
        below = [skill.id, *sorted(graph.ancestors(by_id, skill.id))]
        rules[f"m{n}"] = draw(st.sampled_from(below if sound else sorted(by_id)))
        looks = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=3))
        items.extend((f"{skill.id}-{k}", skill.id, *look, (f"m{n}",)) for k, look in enumerate(looks))
    return skills, items, rules


def follow(student, goal):
    """Go where detours and locked doors send a student, until a question or the end; the goals on the way."""
    way = [goal]
    while True:
        assert len(way) <= 2 * len(student.course.skills) + 2, f"sent round in circles: {way}"
        move = student.move(way[-1])
        if isinstance(move, Detour):
            way.append(("hole", move.hole))
        elif isinstance(move, Blocked):
            assert move.missing, f"a dead end at {way}"
            way.append(("skill", move.missing[0]))
        else:
            return move, way


def open_to(student, skill):
    """Reference for "not blocked", from the student's record alone."""
    needs = student.course.skills[skill].prerequisites
    standings = student.state.standings
    reached = all(need in standings and (standings[need].ever_mastered or standings[need].excused) for need in needs)
    return reached or (skill in standings and standings[skill].opened)


@given(courses(), st.integers(0, 999))
def test_a_student_who_is_always_right_masters_every_skill_within_eight_questions(sitting, template, course, seed):
    skills, items, rules = course
    student = sitting(skills, [template(*item) for item in items], rules, seed=seed)
    for skill in skills:
        asked = 0
        while student.move(("skill", skill.id)) != Done(skill.id):
            assert student.ask(("skill", skill.id)) == Ask(skill.id, "learn")
            student.right()
            asked += 1
        assert asked <= 8
    assert not student.state.holes


@settings(max_examples=150)
@given(courses(sound=False), st.integers(0, 9999))
def test_whatever_is_answered_the_next_question_is_never_blocked_and_never_out_of_reach(
    sitting, template, course, seed
):
    """Any answers, excuses and even mal-rules that name what lies above: every way leads to a question or the end."""
    skills, items, rules = course
    student = sitting(skills, [template(*item) for item in items], rules, seed=seed)
    rng = random.Random(seed)
    for _ in range(40):
        goal = ("skill", rng.choice(skills).id)
        if rng.random() < 0.1:
            student.excuse(rng.choice(skills).id)
        move, way = follow(student, goal)
        if isinstance(move, Done):
            continue
        assert open_to(student, move.skill), f"{move} is blocked"
        student.ask(way[-1])
        if rng.random() < 0.1:
            student.hint()
        how = rng.random()
        if how < 0.6:
            student.right()
        elif how < 0.7:
            student.not_learned()
        else:
            student.miss(rng.choice([None, *student.shown_item().shows]))


@settings(max_examples=60)
@given(courses(), st.integers(0, 9999))
def test_a_student_who_learns_what_is_practised_masters_the_whole_course(sitting, template, course, seed):
    """Each mal-rule is held until its hole was practised; one answer in ten is a slip."""
    skills, items, rules = course
    student = sitting(skills, [template(*item) for item in items], rules, seed=seed)
    rng = random.Random(seed)
    held = {rule for rule in rules if rng.random() < 0.5}
    asked = 0
    for skill in skills:
        while True:
            move, way = follow(student, ("skill", skill.id))
            if isinstance(move, Done):
                if len(way) == 1:
                    break
                continue
            asked += 1
            assert asked <= 150 * len(skills), "goes on for ever"
            if move.purpose in ("practise", "recheck"):
                held -= {rule for rule, hole in rules.items() if hole == move.hole}
            student.ask(way[-1])
            rule = next((m for m in student.shown_item().shows if m in held), None)
            student.miss(rule) if rule is not None or rng.random() < 0.1 else student.right()
    assert all(hole.status == "suspected" for hole in student.state.holes.values())


@given(courses(), st.integers(0, 999), st.data())
def test_one_mal_rule_is_confirmed_as_the_right_hole_within_three_questions(sitting, template, course, seed, data):
    skills, items, rules = course
    student = sitting(skills, [template(*item) for item in items], rules, seed=seed)
    skill = data.draw(st.sampled_from(skills)).id
    hole = rules[f"m{skill[1:]}"]
    student.master(*(need.id for need in skills if need.id != skill and int(need.id[1:]) < int(skill[1:])))
    for _ in range(3):
        if student.move(("skill", skill)) == Detour(hole):
            break
        student.ask(("skill", skill))
        assert student.shown_item().skill == skill
        student.miss(f"m{skill[1:]}")
    assert student.move(("skill", skill)) == Detour(hole)
    assert student.hole(hole).misconception == f"m{skill[1:]}"
    assert list(student.state.holes) == [hole]


@given(st.integers(0, 999))
def test_even_when_only_one_of_two_items_can_show_it(sitting, template, seed):
    skills = [Skill("low", "Low", 1), Skill("high", "High", 2, ("low",))]
    items = [
        template("low-a", "low"),
        template("low-b", "low", "story"),
        template("tells", "high", shows=("m",)),
        template("mute", "high", "story"),
    ]
    student = sitting(skills, items, {"m": "low"}, seed=seed).master("low")
    for _ in range(3):
        if isinstance(student.move(("skill", "high")), Ask):
            student.ask(("skill", "high"))
            student.miss("m") if student.shown_item().shows else student.right()
    assert student.move(("skill", "high")) == Detour("low")
