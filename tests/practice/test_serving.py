"""A verified spec becomes questions whose key is the oracle's for the very text that is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

import pytest
from practice_campaign import Ground
from practice_specs import good

from gapless.authoring.oracles import Answers
from gapless.graders import judge
from gapless.practice.render import Unserved, instance

SKILL = "add-unlike"


class Changed:
    """A bank whose oracle has come to say something else."""

    def __init__(self, ground: Ground, **change: object) -> None:
        self._bank, self._change = ground.bank, change

    def answers(self, skill: str, texts: Sequence[str], solutions: bool = True) -> list[Answers | None]:
        said = self._bank.answers(skill, texts, solutions)
        return [each and replace(each, **self._change) for each in said]  # type: ignore[arg-type]


def test_a_question_is_made_again_byte_for_byte_and_judged_as_any_other(fractions: Ground) -> None:
    spec = fractions.report(good(SKILL, 2)).spec
    assert spec is not None
    made = instance(spec, 7, fractions.contexts[SKILL], fractions.bank)
    again = instance(spec, 7, fractions.contexts[SKILL], fractions.bank)
    assert json.dumps(asdict(made)) == json.dumps(asdict(again))
    assert (made.item, made.skill) == (f"practice-{spec.hash[:12]}", SKILL)
    assert judge(made.kind, made.key, made.key, made.mistakes, options=made.options).verdict == "right"
    for name, answer in made.mistakes.items():
        assert judge(made.kind, answer, made.key, made.mistakes, options=made.options).misconception == name


def test_a_choice_offers_the_key_and_the_mistakes_once_each(fractions: Ground) -> None:
    spec = fractions.report(good("add-like", 4, "choice")).spec
    assert spec is not None
    made = instance(spec, 3, fractions.contexts["add-like"], fractions.bank)
    assert made.options is not None
    assert sorted(made.options) == sorted({made.key, *made.mistakes.values()})
    assert (made.kind, made.shape, made.guess) == ("choice", "choice", 1 / 3)


@pytest.mark.parametrize("change", [{"key": "1/7"}, {"mistakes": {"adds-across": "1/9", "old-tops": "1/9"}}])
def test_what_the_oracle_no_longer_says_is_not_served(fractions: Ground, change: dict[str, object]) -> None:
    spec = fractions.report(good(SKILL, 2)).spec
    assert spec is not None
    with pytest.raises(Unserved):
        instance(spec, 7, fractions.contexts[SKILL], Changed(fractions, **change))


def test_lowest_terms_are_asked_for_where_the_author_asks_for_them(fractions: Ground) -> None:
    specs = [good("simplify", seed, "typed") for seed in range(8)]
    wanted = {}
    for raw in specs:
        spec = fractions.report(raw).spec
        assert spec is not None
        made = instance(spec, 1, fractions.contexts["simplify"], fractions.bank)
        wanted[made.prompt.split()[0]] = made.lowest_terms
    assert wanted["Write"]
    assert not any(lowest for word, lowest in wanted.items() if word != "Write")
