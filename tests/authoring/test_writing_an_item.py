"""An item is an ordinary function: an author runs its cell, calls it, and sees the question."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from gapless import Question, item
from gapless.authoring import ItemBank


@item(skill="add-like")
def add_halves(rng: random.Random) -> Question:
    count = rng.randint(2, 9)
    return Question(
        f"What is ${count}$ halves?", answer=Fraction(count, 2), mistakes={"adds-across": count}, hints=["Pair them."]
    )


def test_a_declared_item_is_still_the_function_it_was():
    assert add_halves(random.Random(7)) == add_halves(random.Random(7))
    assert isinstance(add_halves(random.Random(7)), Question)


def test_a_notebook_shows_the_question_with_its_key_and_its_mistakes():
    html = add_halves(random.Random(7))._repr_html_()
    for part in ("halves?", "<th>Answer</th>", "<th>adds-across</th>", "Pair them."):
        assert part in html


def test_calling_an_item_with_a_seed_shows_what_the_bank_makes_of_it(author):
    author.item('Question(f"{n} and {k}?", answer=n)')
    rng = random.Random(7)
    n = rng.randint(3, 90)
    with ItemBank(author.folder) as bank:
        assert bank.make("planted", 7).prompt == f"{n} and {rng.randint(1, n - 1)}?"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"skill": 3}, "an item's skill is a text, or several"),
        ({"skill": ()}, "an item's skill is a text, or several"),
        ({"skill": ("parts", "parts")}, "an item names each of its skills once"),
        ({"skill": "parts", "guess": 2}, "guess=2: a chance is a number between 0 and 1"),
        ({"skill": "parts", "distinct": 0}, "distinct=0: write how many different questions there are"),
    ],
)
def test_a_declaration_that_can_not_be_used_is_refused_at_once(options, told):
    with pytest.raises((TypeError, ValueError), match=told):
        item(**options)
