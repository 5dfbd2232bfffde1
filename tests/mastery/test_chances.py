"""How likely a hole is, in numbers that can be worked out on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import Clue, Hole, Suspicion, chances
from gapless.mastery.chances import before_probe, before_rule, enough, likelihood
from gapless.mastery.explain import effective_slip, explains, gain

UNLIKE = ("skill", "unlike")
HOLE = Hole("parts", "suspected", "unlike", "adds-across", (), datetime(2026, 11, 24, tzinfo=UTC))


def clue(number: int, seen: Any, about: Any = "rule", guess: float = 0.05, slip: float = 0.1) -> Clue:
    return Clue(f"q{number}", seen, about, guess, slip)


@pytest.mark.parametrize(
    ("seen", "missing"),
    [
        ([], 0.1),
        (["matches"], 0.762857),  # .1 x .8 / (.1 x .8 + .45 x .1 x .05/.95 + .45 x .05)
        (["matches", "matches"], 0.982530),
        (["matches", "misses"], 0.426076),
        (["matches", "right"], 0.197211),
    ],
)
def test_a_typed_answer_that_fits_a_misconception_makes_it_likely(seen, missing):
    hole = replace(HOLE, before=before_rule(0.5), clues=tuple(map(clue, range(len(seen)), seen)))
    assert chances(hole).missing == pytest.approx(missing, abs=1e-5)


def test_of_a_choice_of_four_the_same_two_answers_say_less():
    four = tuple(clue(n, "matches", guess=0.25) for n in range(2))
    two = tuple(clue(n, "matches", guess=0.5) for n in range(2))
    hole = replace(HOLE, before=before_rule(0.5), evidence=("q0", "q1"))
    assert chances(replace(hole, clues=four)).missing == pytest.approx(0.690958, abs=1e-5)
    assert chances(replace(hole, clues=two)).missing == pytest.approx(0.377375, abs=1e-5)
    assert enough(replace(hole, clues=four))
    assert not enough(replace(hole, clues=two))
    assert enough(replace(hole, clues=two, evidence=("q0", "q1", "q2")))


def test_a_common_misconception_is_suspected_sooner_than_a_rare_one():
    rare, common = (replace(HOLE, before=before_rule(0.5, rate), clues=(clue(0, "matches"),)) for rate in (0.01, 0.3))
    assert chances(rare).missing == pytest.approx(0.226275, abs=1e-5)
    assert chances(common).missing == pytest.approx(0.925419, abs=1e-5)


def test_two_missed_probes_of_a_skill_taken_for_known_outweigh_what_was_known():
    probes = tuple(clue(n, "misses", "hole") for n in range(2))
    hole = replace(HOLE, misconception=None, before=before_probe(0.99))
    found = [chances(replace(hole, clues=probes[:count])).missing for count in range(3)]
    assert found == pytest.approx([0.1, 0.513514, 0.909320], abs=1e-5)


@given(st.floats(0.01, 0.6), st.floats(0.01, 0.3), st.sampled_from(["rule", "hole", "source"]))
def test_each_explanation_shares_its_answers_out_completely(guess, slip, about):
    kinds = ("matches", "misses", "right") if about == "rule" else ("misses", "right")
    told = [likelihood(Clue("q", seen, about, guess, slip)) for seen in kinds]
    for name in ("missing", "slip", "other"):
        assert sum(getattr(one, name) for one in told) == pytest.approx(1)


def test_the_second_consistent_answer_must_tell_the_candidates_apart(at_unlike):
    """The first question could not tell `adds-across` from `keeps-tops`; a second one like it settles nothing."""
    both = {"could": ["adds-across", "keeps-tops"]}
    at_unlike.ask(UNLIKE, **both, tells=["adds-across"])
    at_unlike.miss("adds-across")
    assert at_unlike.hole("parts").rivals == {"keeps-tops"}
    assert at_unlike.move(UNLIKE).rivals == {"keeps-tops"}
    at_unlike.ask(UNLIKE, **both, tells=["adds-across"])
    at_unlike.miss("adds-across")
    assert at_unlike.hole("parts").status == "suspected"
    at_unlike.ask(UNLIKE, **both, tells=["adds-across", "keeps-tops"])
    at_unlike.miss("adds-across")
    assert at_unlike.hole("parts").status == "confirmed"
    assert chances(at_unlike.hole("parts")).missing > 0.99


def test_one_that_tells_them_apart_confirms_at_once(at_unlike):
    for tells in (["adds-across"], ["adds-across", "keeps-tops"]):
        at_unlike.ask(UNLIKE, could=["adds-across", "keeps-tops"], tells=tells)
        at_unlike.miss("adds-across")
    assert at_unlike.hole("parts").status == "confirmed"


def test_a_right_answer_is_kept_among_the_clues_of_the_hole_it_closes(at_unlike):
    at_unlike.ask(UNLIKE)
    at_unlike.miss("adds-across")
    before = chances(at_unlike.hole("parts")).missing
    at_unlike.ask(UNLIKE)
    at_unlike.right()
    closed = at_unlike.state.closed[0]
    assert [one.seen for one in closed.clues] == ["matches", "right"]
    assert chances(closed).missing < before


def test_a_record_from_before_clues_were_kept_counts_its_hole_as_it_stands():
    assert chances(HOLE) == Suspicion(1.0, 0.0, 0.0)


class TestAnUnexplainedMiss:
    KNOWN: ClassVar = {"top": 0.5, "sure": 0.98, "open": 0.6}

    def test_is_shared_out_by_how_likely_each_skill_explains_it(self):
        shares = {skill: explains(skill, self.KNOWN, 0.05, 0.1) for skill in self.KNOWN}
        assert shares == pytest.approx({"top": 0.6785, "sure": 0.0273, "open": 0.5428}, abs=5e-4)

    def test_is_looked_into_first_where_a_probe_tells_most(self):
        told = {skill: gain(skill, self.KNOWN, 0.05, 0.1) for skill in ("sure", "open")}
        assert told == pytest.approx({"sure": 0.00387, "open": 0.5270}, abs=5e-4)

    def test_lowers_a_skill_less_the_likelier_another_one_explains_it(self):
        alone = effective_slip("a", {"a": 0.7}, 0.05, 0.1)
        beside_sure, beside_open = (effective_slip("a", {"a": 0.7, "b": b}, 0.05, 0.1) for b in (0.99, 0.2))
        assert alone == 0.1
        assert (beside_sure, beside_open) == pytest.approx((0.1085, 0.78), abs=1e-6)
