"""The map at the end: known, ready, holes and later, each with its certainty and the answers behind it."""

from __future__ import annotations

import numpy as np
from placing import ladder, sit, student

from gapless.mastery.placement import Answer, Chart, chart, outcome, resume, start


def found(done, skill: str):
    return next(each for each in outcome(done).found if each.skill == skill)


def test_a_ladder_ends_in_one_skill_that_is_ready() -> None:
    course = chart(ladder(10))
    done = sit(start(course, 1), lambda skill: "right" if int(skill[-1]) < 5 else "not-yet")
    assert outcome(done).of("known") == tuple(f"step-{n}" for n in range(5))
    assert outcome(done).of("ready") == ("step-5",)
    assert outcome(done).of("later") == tuple(f"step-{n}" for n in range(6, 10))


def test_what_is_missing_far_below_the_level_is_a_hole() -> None:
    skills = {**ladder(10)}
    skills["side"] = type(skills["step-0"])("side", "Side", grade=2, prerequisites=("step-1",))
    course = chart(skills, strand=dict.fromkeys(skills, 0))
    answers = [Answer(f"step-{n}", "right") for n in (3, 5, 7, 8, 8)]
    answers += [Answer("side", "not-yet"), Answer("side", "not-yet"), Answer("side", "not-learned")]
    done = resume(course, 1, answers)
    assert outcome(done).of("hole") == ("side",)
    assert found(done, "side").certainty > 0.8


def test_the_answers_that_moved_a_skill_most_are_named() -> None:
    done = resume(
        chart(ladder(8)), 1, [Answer("step-2", "right"), Answer("step-4", "right"), Answer("step-6", "not-yet")]
    )
    why = found(done, "step-4").why
    assert why[0].answer.response == "right"
    assert why[0].change > 0
    assert all(reason.change < 0 for reason in found(done, "step-7").why)


def test_the_map_is_coherent_and_certain_within_bounds(small: Chart, truth: np.ndarray) -> None:
    for each in range(20):
        end = outcome(sit(start(small, each), student(small, truth[:, each], each)))
        known = set(end.of("known"))
        for one in end.found:
            needs = {small.skills[parent] for parent in small.parents[small.place[one.skill]]}
            assert one.status != "known" or needs <= known
            assert (one.status in ("ready", "hole")) == (one.skill not in known and needs <= known)
            assert 0 <= one.certainty <= 1
            assert len(one.why) <= 3
