"""What changes after questions without progress, and when a skill is left to rest."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest

from gapless.mastery import Ask, Detour, Park, decide
from gapless.mastery.support import rising, stalled, stuck, support_after

LIKE = ("skill", "like")


def tries(text):
    """`x` is a miss, `o` a right answer."""
    return tuple(letter == "o" for letter in text)


@pytest.mark.parametrize(
    ("said", "stall", "helps"),
    [
        ("", 0, None),
        ("xx", 2, None),
        ("xxx", 3, "shape"),
        ("xxxx", 4, "example"),
        ("xxxxx", 5, "prerequisite"),
        ("xxxxxx", 6, "example"),
        ("xxxxxxx", 7, None),
        ("xxxo", 0, None),  # a first right answer is progress
        ("xoxo", 2, None),  # one in a row again is not
        ("xoxoxx", 4, "example"),
        ("oo", 0, None),
    ],
)
def test_help_follows_from_the_questions_since_the_run_last_grew(said, stall, helps):
    assert (stalled(tries(said)), support_after(tries(said))) == (stall, helps)


@pytest.mark.parametrize(
    ("said", "up", "waits"),
    [
        ("xxxxxxxxxx", False, True),
        ("oxxxxoxxxx", False, True),
        ("ooxxxxxxxx", False, True),
        ("xxxxxxoxox", True, False),  # two of the newer five right, none of the older: goes on
        ("xxxxxxxxoo", True, False),
        ("oxoxoxoxox", False, True),
        ("xxxxxxxxx", False, False),  # nine are not ten
        ("xoxoxxoxoo", True, False),
        ("ooxooxooxo", False, False),  # no trend, but the last one is right: it goes on
    ],
)
def test_who_rises_goes_on_and_who_does_not_rests(said, up, waits):
    assert (rising(tries(said)) if len(said) >= 10 else False, stuck(tries(said))) == (up, waits)


def share_of_stuck(chances):
    """How many of those with these chances of a right answer, one a question, are stuck after just so many."""
    weight = {
        said: prod(p if right else 1 - p for right, p in zip(said, chances, strict=True))
        for said in product((True, False), repeat=len(chances))
    }
    return sum(share for said, share in weight.items() if stuck(said))


def test_the_trend_tells_those_who_spin_from_those_who_rise():
    """Exact, over all 1,024 courses of ten answers."""
    flat = share_of_stuck([0.2] * 10)
    rise = share_of_stuck([0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    assert (round(flat, 2), round(rise, 2)) == (0.58, 0.05)


class TestAtTheDesk:
    @pytest.fixture
    def at_like(self, mia):
        return mia.master("halves", "parts", "equal")

    def test_an_example_comes_with_the_fifth_question_in_a_row_that_is_missed(self, at_like):
        asked = []
        for _ in range(7):
            move = at_like.ask(LIKE)
            asked.append((move.purpose, move.support))
            at_like.right() if move.purpose == "probe" else at_like.miss()
        assert asked == [
            ("learn", None),
            ("probe", None),
            ("learn", None),
            ("learn", None),
            ("learn", "shape"),
            ("learn", "example"),
            ("probe", None),
        ]

    def wheel(self, student):
        while not isinstance(move := decide(student.course, student.shapes, student.state, LIKE), Park):
            assert isinstance(move, Ask)
            student.pose(move, LIKE)
            student.right() if move.purpose == "probe" else student.miss()
        return move

    def test_ten_misses_let_the_skill_rest_and_open_what_explains_them_best(self, at_like):
        assert self.wheel(at_like) == Park("like", "parts", 10)
        assert at_like.move(LIKE) == Detour("parts")
        hole = at_like.hole("parts")
        assert (hole.status, hole.source, len(hole.evidence)) == ("confirmed", "like", 10)
        assert at_like.state.parked["like"].questions == 10
        assert at_like.state.standing("like").tries == ()

    def test_closing_that_hole_takes_the_skill_up_again_from_the_start(self, at_like):
        self.wheel(at_like)
        assert at_like.move(LIKE) == Detour("parts")
        goal = ("hole", "parts")
        while (move := at_like.move(goal)) != Ask("like", "recheck", "parts"):
            at_like.ask(goal)
            assert move.purpose == "practise"
            at_like.right()
        at_like.ask(goal)
        at_like.right()
        assert not at_like.state.parked
        assert at_like.move(LIKE) == Ask("like", "learn")

    def test_a_skill_with_nothing_below_is_practised_itself(self, mia):
        goal = ("skill", "halves")
        for _ in range(10):
            mia.ask(goal)
            mia.miss()
        assert mia.move(goal) == Detour("halves")
        assert mia.state.parked["halves"].prerequisite == "halves"
        for _ in range(12):
            assert mia.ask(("hole", "halves")).purpose == "practise"
            mia.miss()
        for _ in range(4):
            mia.ask(("hole", "halves"))
            mia.right()
        assert not mia.state.parked
