"""What is believed of a student is a probability, and obeys the prerequisites, whatever was answered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placing import ladder

from gapless.mastery import Skill
from gapless.mastery.placement import Answer, Chart, ItemNoise, chart, resume, start

RESPONSES = st.sampled_from(["right", "not-yet", "not-learned"])
NOISE = st.floats(0, 1)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any acyclic course of one to twelve skills."""
    size = draw(st.integers(1, 12))
    skills: dict[str, Skill] = {}
    for number in range(size):
        needs = draw(st.sets(st.sampled_from(sorted(skills)), max_size=3)) if skills else set()
        skills[f"s{number}"] = Skill(f"s{number}", "", draw(st.integers(1, 8)), tuple(sorted(needs)))
    return chart(skills)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Chart, list[Answer]]:
    """Answers in any order, with any noise, contradicting each other, some on skills that are gone."""
    course = draw(charts())
    skill = st.sampled_from([*course.skills, "removed"])
    answer = st.builds(Answer, skill, RESPONSES, st.just(""), NOISE, NOISE)
    return course, draw(st.lists(answer, max_size=12))


@settings(max_examples=40)
@given(histories())
def test_p_known_is_a_probability_and_falls_along_prerequisites(history: tuple[Chart, list[Answer]]) -> None:
    course, answers = history
    known = resume(course, 1, answers).known
    assert np.all((known >= 0) & (known <= 1))
    for place, parents in enumerate(course.parents):
        assert all(known[place] <= known[parent] + 1e-5 for parent in parents)


@settings(max_examples=15)
@given(histories())
def test_every_supposed_state_is_closed_under_prerequisites(history: tuple[Chart, list[Answer]]) -> None:
    course, answers = history
    belief = resume(course, 1, answers).belief
    assert belief.weight.sum() == pytest.approx(1)
    for place, parents in enumerate(course.parents):
        assert all(np.all(belief.cloud.known[place] <= belief.cloud.known[parent]) for parent in parents)


@pytest.mark.parametrize(("response", "rises"), [("right", True), ("not-yet", False), ("not-learned", False)])
def test_an_answer_moves_its_skill_and_those_bound_to_it(response: str, rises: bool) -> None:
    placement = start(chart(ladder(6)), seed=1)
    after = resume(placement.chart, 1, [Answer("step-3", response)])  # pyright: ignore[reportArgumentType] -- a Literal
    assert np.all((after.known > placement.known) == rises)


def test_saying_not_learned_is_clearer_than_a_miss() -> None:
    course = chart(ladder(6), noise=ItemNoise("", 0.25, 0.1))
    missed = resume(course, 1, [Answer("step-3", "not-yet", "", 0.25, 0.1)]).known
    said = resume(course, 1, [Answer("step-3", "not-learned", "", 0.25, 0.1)]).known
    assert said[3] < missed[3]


def test_a_lucky_guess_counts_for_less_on_an_item_that_can_be_guessed() -> None:
    course = chart(ladder(6))
    typed = resume(course, 1, [Answer("step-3", "right", "", 0.05, 0.1)]).known
    choice = resume(course, 1, [Answer("step-3", "right", "", 0.5, 0.1)]).known
    assert choice[3] < typed[3]


def test_an_item_that_can_only_be_guessed_says_nothing() -> None:
    placement = start(chart(ladder(4)), seed=1)
    assert np.allclose(resume(placement.chart, 1, [Answer("step-3", "right", "", 1.0, 0.5)]).known, placement.known)


def test_the_renewed_cloud_agrees_with_exact_inference() -> None:
    """Four steps of a ladder: states are 0 to 4 known steps, so Bayes' rule can be written down."""
    course = chart(ladder(4))
    prior = start(course, seed=1).known
    states = np.append(1, prior) - np.append(prior, 0)  # P(exactly k steps known)
    answers = [Answer("step-1", "right"), Answer("step-2", "not-yet")] * 3 + [Answer("step-2", "right")] * 3
    exact = states.copy()
    for answer in answers:
        has = np.arange(5) > course.place[answer.skill]
        exact *= np.where(has, 0.9 if answer.response == "right" else 0.1, 0.05 if answer.response == "right" else 0.95)
    exact /= exact.sum()
    wanted = exact[::-1].cumsum()[::-1][1:]
    assert resume(course, 1, answers).known == pytest.approx(wanted, abs=0.05)
