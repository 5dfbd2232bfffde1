"""Each check keeps something out that no other check finds: without it, the same proposal is accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from practice_campaign import Ground

from gapless.practice.checks import CHECKS
from gapless.practice.spec import parse
from gapless.practice.verify import Report, verify

Json = dict[str, Any]

SUM: Json = {
    "work": "Like fractions: add the tops.",
    "skill": "add-like",
    "misconception": "adds-across",
    "kind": "typed",
    "slots": [
        {"name": "a", "low": 1, "high": 9},
        {"name": "c", "low": 1, "high": 9},
        {"name": "b", "low": 3, "high": 12},
    ],
    "constraints": ["a < b", "c < b", "(a + c) % b != 0"],
    "stem": "What is ${a}/{b} + {c}/{b}$?",
    "formula": "(a + c) / b",
    "mistakes": [
        {"misconception": "adds-across", "formula": "(a + c) / (2 * b)"},
        {"misconception": "tops-only", "formula": "a + c"},
    ],
    "hints": [],
}
PART_OF_A_GROUP: Json = {
    "work": "",
    "skill": "fractions-of-a-set",
    "misconception": "",
    "kind": "typed",
    "slots": [{"name": "a", "low": 2, "high": 6}, {"name": "b", "low": 3, "high": 15}],
    "constraints": ["a < b"],
    "stem": "What is ${a}/{b} of {=a * b}$?",
    "formula": "a * a",
    "mistakes": [
        {"misconception": "top-as-amount", "formula": "a"},
        {"misconception": "one-part-only", "formula": "a"},
    ],
    "hints": [],
}
LONG = "Count the pieces of the first bar and the pieces of the other bar and then count all of the pieces again."


def slots(**highs: tuple[int, int]) -> list[Json]:
    """The slots of the sum with other domains."""
    return [
        {**slot, **dict(zip(("low", "high"), highs.get(slot["name"], (slot["low"], slot["high"])), strict=True))}
        for slot in SUM["slots"]
    ]


REJECTED: dict[str, Json | Callable[[], bytes]] = {
    "size": lambda: json.dumps(SUM).encode() + b" " * 9000,
    "shape": {**SUM, "key": "5/6"},
    "signs": {**SUM, "hints": ["Count the <b>pieces</b>."]},
    "tone": {**SUM, "hints": ["Count the pieces! Count the tops!"]},
    "vocabulary": {**SUM, "stem": "What is not ${a}/{b} + {c}/{b}$?"},
    "digits": {**SUM, "hints": ["Count the 2 tops."]},
    "domain": {**SUM, "slots": slots(a=(0, 9))},
    "oracle": {**SUM, "formula": "(a + c) / b + 1"},
    "options": PART_OF_A_GROUP,
    "tags": {
        **SUM,
        "mistakes": [
            {"misconception": "tops-only", "formula": "(a + c) / (2 * b)"},
            {"misconception": "adds-across", "formula": "a + c"},
        ],
    },
    "difficulty": {**SUM, "slots": slots(b=(3, 90))},
    "leak": {**SUM, "hints": ["It is {=a + c}/{b}."]},
    "readability": {**SUM, "hints": [LONG]},
    "fresh": {**SUM, "work": "The same again."},
}


def examined(fractions: Ground, name: str, without: str = "") -> Report:
    """The verdict on the proposal that a check rejects, made without one of the checks."""
    proposal = REJECTED[name]
    raw = proposal() if callable(proposal) else json.dumps(proposal).encode()
    skill = "fractions-of-a-set" if proposal is PART_OF_A_GROUP else "add-like"
    known = parse(json.dumps(SUM)).spec
    assert known is not None
    checks = [check for check in CHECKS if check.id != without]
    return verify(
        raw, fractions.contexts[skill], fractions.bank, known=[known] if name == "fresh" else [], checks=checks
    )


def test_the_proposal_that_all_others_are_made_from_is_accepted(fractions: Ground) -> None:
    report = fractions.report(SUM)
    assert (report.accepted, report.tier) == (True, 1)
    assert [verdict.check for verdict in report.verdicts] == [check.id for check in CHECKS]


@pytest.mark.parametrize("name", [check.id for check in CHECKS])
def test_a_check_rejects_what_no_other_check_finds(fractions: Ground, name: str) -> None:
    report = examined(fractions, name)
    assert (report.accepted, report.verdicts[-1].check) == (False, name)
    assert report.verdicts[-1].words
    assert examined(fractions, name, without=name).accepted


def test_every_check_has_a_proposal_that_it_rejects() -> None:
    assert list(REJECTED) == [check.id for check in CHECKS]


@pytest.mark.parametrize("target", ["adds-across", "tops-only"])
def test_practice_for_a_misconception_shows_it(fractions: Ground, target: str) -> None:
    only = {**SUM, "mistakes": SUM["mistakes"][:1]}
    report = verify(json.dumps(only), fractions.contexts["add-like"], fractions.bank, target=target)
    assert report.accepted == (target == "adds-across")


def test_a_spec_that_asks_one_question_again_and_again_is_rejected(fractions: Ground) -> None:
    idle = [*slots(a=(2, 2), c=(1, 1), b=(5, 5)), {"name": "idle", "low": 1, "high": 90}]
    report = fractions.report({**SUM, "slots": idle})
    assert (report.accepted, report.verdicts[-1].check) == (False, "oracle")


@pytest.mark.parametrize(
    ("hints", "tier"),
    [
        (["The bottom number names the size of a piece. Say the names of the pieces first."], 1),
        (["Say the names of the pieces first. Count the pieces."], 2),
        (["There are {=a + c} pieces."], 2),
    ],
)
def test_only_sentences_of_the_author_are_shown_without_a_teacher(
    fractions: Ground, hints: list[str], tier: int
) -> None:
    assert fractions.report({**SUM, "hints": hints}).tier == tier
