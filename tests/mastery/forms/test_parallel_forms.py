"""No two forms of a student share a question, nor two of the class at the same number."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery.forms import blueprint, draw


class Bank:
    """Items that make so many different questions each; some seeds fail, as an item of a course may."""

    def __init__(self, distinct: dict[str, int]) -> None:
        self.distinct = distinct

    def make(self, item: str, seed: int) -> str | None:
        return f"{item}-{seed % self.distinct[item]}" if self.distinct[item] else None


@given(
    distinct=st.lists(st.lists(st.integers(0, 25), min_size=1, max_size=3), min_size=1, max_size=4),
    size=st.integers(1, 12),
    forms=st.integers(1, 4),
    seed=st.integers(0, 2**16),
)
def test_parallel_forms_never_share_a_question(distinct: list[list[int]], size: int, forms: int, seed: int) -> None:
    items = {f"s{skill}": [f"s{skill}i{item}" for item in range(len(counts))] for skill, counts in enumerate(distinct)}
    names = {f"s{skill}i{item}": many for skill, row in enumerate(distinct) for item, many in enumerate(row)}
    rng, counts, used = Random(seed), blueprint(dict.fromkeys(items, 10.0), size), set[str]()
    for _ in range(forms):
        drawn = draw(counts, items, Bank(names).make, str, used, (), rng)
        if drawn is None:
            # Only where nearly all there is was used: many draws found nothing fresh.
            assert sum(names.values()) - len(used) < size + 25 * len(names)
            return
        made = {one.question for one in drawn}
        assert len(drawn) == len(made) == size
        assert not made & used
        assert all(one.item in items[one.skill] and one.question.startswith(one.item) for one in drawn)
        used |= made


def test_what_was_met_in_practice_comes_only_where_nothing_else_is_left() -> None:
    bank = Bank({"i": 30})
    seen = {f"i-{number}" for number in range(15)}
    first = draw({"s": 10}, {"s": ["i"]}, bank.make, str, (), seen, Random(1))
    assert first is not None
    assert not {one.question for one in first} & seen
    second = draw({"s": 12}, {"s": ["i"]}, bank.make, str, {one.question for one in first}, seen, Random(2))
    assert second is not None
    assert len({one.question for one in second} & seen) >= 7


def test_a_skill_that_runs_out_leaves_its_part_to_the_others() -> None:
    bank = Bank({"a": 3, "b": 60})
    drawn = draw({"s": 5, "t": 5}, {"s": ["a"], "t": ["b"]}, bank.make, str, (), (), Random(1))
    assert drawn is not None
    assert sorted(one.skill for one in drawn) == ["s"] * 3 + ["t"] * 7


def test_without_fresh_questions_there_is_no_form() -> None:
    assert draw({"s": 4}, {"s": ["a"]}, Bank({"a": 3}).make, str, (), (), Random(1)) is None
