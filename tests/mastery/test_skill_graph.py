"""The prerequisite graph: what comes before what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Skill, graph


def skills(**needs: str) -> dict[str, Skill]:
    return {id: Skill(id, id, 1, tuple(text.split())) for id, text in needs.items()}


FRACTIONS = skills(unlike="like equal", like="parts", equal="halves", parts="halves", halves="")


def test_every_skill_comes_after_its_prerequisites():
    assert graph.order(FRACTIONS) == ("halves", "equal", "parts", "like", "unlike")


def test_what_lies_below_and_above():
    assert graph.direct(FRACTIONS, "unlike") == ("like", "equal")
    assert graph.ancestors(FRACTIONS, "like") == {"parts", "halves"}
    assert graph.descendants(FRACTIONS, "parts") == {"like", "unlike"}


def test_a_circle_is_named():
    circle = skills(a="c", b="a", c="b", d="a")
    found = graph.find_cycle(circle)
    assert found[0] == found[-1]
    assert set(found) == {"a", "b", "c"}
    with pytest.raises(ValueError, match="need each other"):
        graph.order(circle)


def test_a_skill_that_needs_itself_is_a_circle():
    assert graph.find_cycle(skills(a="a")) == ("a", "a")


def test_prerequisites_the_course_lacks_are_named_and_left_out():
    torn = skills(a="", b="a ghost")
    assert graph.unknown_prerequisites(torn) == (("b", "ghost"),)
    assert graph.order(torn) == ("a", "b")
    assert graph.direct(torn, "b") == ("a",)


@given(st.lists(st.sets(st.integers(0, 11)), max_size=12))
def test_order_respects_every_edge_of_any_acyclic_graph(needs):
    course = skills(**{f"s{n}": " ".join(f"s{m}" for m in below if m < n) for n, below in enumerate(needs)})
    place = {skill: n for n, skill in enumerate(graph.order(course))}
    assert place.keys() == course.keys()
    assert all(place[need] < place[s.id] for s in course.values() for need in s.prerequisites)
    assert all(skill not in graph.ancestors(course, skill) for skill in course)
