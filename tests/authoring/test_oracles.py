"""Oracles: functions of the course that read a question, and what `gapless check` proves of them."""

from __future__ import annotations

import pytest

from gapless import malrule, oracle, worked
from gapless.authoring import ItemBank, ItemFault
from gapless.authoring.oracles import Answers
from gapless.authoring.plain import plain

ADD = """
import re
from fractions import Fraction
from gapless import Question, item, malrule, oracle, worked


@item(skill="add-like")
def planted(rng):
    n = rng.randint(3, 60)
    a = rng.randint(1, n - 2)
    b = rng.randint(1, n - a - 1)
    return Question(
        f"What is ${a}/{n} + {b}/{n}$?",
        answer=Fraction(a + b, n),
        mistakes={"adds-across": Fraction(a + b, 2 * n)},
        hints=["The pieces have the same size.", f"Add the tops: ${a} + {b}$ pieces."],
        solution=f"${a}/{n} + {b}/{n} = {a + b}/{n}$.",
    )


def numbers(text):
    found = re.fullmatch(r"[^0-9]*(\\d+)/(\\d+) \\+ (\\d+)/(\\d+)[^0-9]*", text)
    return [int(each) for each in found.groups()] if found and found[2] == found[4] else None


@oracle(skill="add-like", asks=["What is {}?"], maths=["#/# + #/#"])
def added(text):
    a, n, b, _ = numbers(text)
    return Fraction(a + b, n)


@oracle(skill="add-like", second=True)
def counted(text):
    a, n, b, _ = [int(each) for each in re.findall("[0-9]+", text)]
    return sum(Fraction(1, n) for _ in range(a + b))


@malrule("adds-across", skill="add-like")
def across(text):
    a, n, b, m = numbers(text)
    return Fraction(a + b, n + m)


@worked(skill="add-like")
def shown(text):
    a, n, b, _ = numbers(text)
    return f"Count the pieces: ${a} + {b} = {a + b}$."
"""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"What is $\frac{1}{2} + 2\frac{3}{4}$?", "What is 1/2 + 2 3/4?"),
        (r"$\frac{3}{11} = \frac{?}{22}$", "3/11 = ?/22"),
        (r"What is $4 \times 3$ or **this**?", "What is 4 × 3 or this?"),
        (r"What is $\frac{3}{10}$ of $20$?", "What is 3/10 of 20?"),
        (r"Is it $\frac12$, or $1{,}000$?", "Is it 1/2, or 1000?"),
    ],
)
def test_an_oracle_reads_plain_text(text: str, read: str) -> None:
    assert plain(text) == read
    assert plain(read) == read


def test_a_question_is_answered_with_its_mistakes_and_a_solution(author) -> None:
    author.items(ADD)
    with ItemBank(author.folder) as bank:
        assert bank.faults == ()
        assert bank.oracles["add-like"].forms == ("What is $#/# + #/#$?",)
        assert bank.oracles["add-like"].misconceptions == ("adds-across",)
        texts = [r"What is $\frac{1}{5} + \frac{2}{5}$?", "What is 1/5 + 2/5?", "What is 1/5 + 2/7?", "Hello?"]
        assert bank.solve("add-like", texts) == ["3/5", "3/5", None, None]
        assert bank.answers("add-like", texts[:1]) == [
            Answers("fraction", "3/5", {"adds-across": "3/10"}, "Count the pieces: $1 + 2 = 3$.")
        ]
        with pytest.raises(ItemFault, match="There is no oracle for this skill"):
            bank.solve("parts", texts)
    assert author.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("return Fraction(a + b, n)", "return Fraction(a + b, n + 1)", "and the oracle says"),
        ("Fraction(a + b, n + m)", "Fraction(a + b, n + m + 1)", "'adds-across' gives"),
        ("for _ in range(a + b)", "for _ in range(a + min(b, 20))", "the oracle says"),
        ("second=True", "second=False", "it has no second oracle"),
        ('r"[^0-9]*(', 'r"Add [^0-9]*(', "Its oracle answers no question of its items."),
    ],
)
def test_an_oracle_that_is_off_is_told(author, old: str, new: str, told: str) -> None:
    assert old in ADD
    author.items(ADD.replace(old, new))
    faults = author.faults()
    assert any(told in fault for fault in faults), faults


def test_an_oracle_that_never_ends_is_told_and_the_next_question_is_made(author) -> None:
    author.items(
        ADD.replace(
            "    a, n, b, _ = numbers(text)\n    return Fraction", "    while True: pass\n    return Fraction", 1
        )
    )
    with ItemBank(author.folder, deadline=0.5) as bank:
        with pytest.raises(ItemFault, match=r"it took longer than 0\.5 s"):
            bank.solve("add-like", ["What is 1/5 + 2/5?"])
        assert bank.make("planted", 1).skill == "add-like"


def test_a_declared_function_is_still_the_function_it_was() -> None:
    def read(text: str) -> int:
        return len(text)

    for declare in (oracle(skill="s"), malrule("m", skill="s"), worked(skill="s")):
        assert declare(read) is read


@pytest.mark.parametrize(
    ("asks", "maths", "told"),
    [
        ("What is {}?", ["#"], "are lists of texts"),
        (["What is {}?"], [], "go together"),
        (["What is 3 {}?"], ["#"], "no numbers"),
        (["What is it?"], ["#"], "where the formula stands"),
        (["What is {}?"], ["1/2"], "write # for every number"),
    ],
)
def test_a_form_that_can_not_be_used_is_refused_at_once(asks, maths, told: str) -> None:
    with pytest.raises((TypeError, ValueError), match=told):
        oracle(skill="s", asks=asks, maths=maths)
