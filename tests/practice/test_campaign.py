"""Thousands of corrupted specs: none that would harm a student is accepted, and good ones are kept.

Counted per spec: its questions are not independent of each other.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from practice_adversary import ATTACKS
from practice_campaign import Ground, attacked, kept
from practice_judge import harm
from practice_specs import SKILLS, good

from gapless.practice.render import instance

CORRUPTED = int(os.environ.get("GAPLESS_CORRUPTED_SPECS", "3000"))
FIRST = int(os.environ.get("GAPLESS_CORRUPTED_FIRST", "0"))
GOOD = max(180, CORRUPTED // 20)


def test_no_corrupted_spec_that_would_harm_a_student_is_shown(fractions: Ground) -> None:
    tally = attacked(fractions, CORRUPTED, FIRST)
    print(f"\n{tally.tried.total()} corrupted specs from {FIRST}: {tally.shown.total()} shown, all good questions,")
    print(f"{tally.queued.total()} for a teacher, the others stopped by {dict(tally.stopped_by)}")
    assert tally.harmful == []
    assert len(tally.tried) == len(ATTACKS) >= 25
    assert tally.tried.total() >= 3000


def test_good_specs_are_kept_for_every_skill(fractions: Ground) -> None:
    tally = kept(fractions, GOOD)
    assert tally.harmful == []
    assert tally.shown.total() >= 0.95 * tally.tried.total()
    assert {skill for skill in SKILLS if tally.shown[skill] < 0.8 * tally.tried[skill]} == set()


def test_no_skill_of_calculating_is_left_out(fractions: Ground) -> None:
    assert set(fractions.contexts) == {*SKILLS, "equal-groups"}
    assert len(SKILLS) == 18


@pytest.mark.parametrize("skill", SKILLS)
def test_every_skill_has_questions_to_serve(fractions: Ground, skill: str) -> None:
    spec = fractions.report(good(skill, 1)).spec
    assert spec is not None
    made = [instance(spec, seed, fractions.contexts[skill], fractions.bank) for seed in range(6)]
    assert [harm(each) for each in made] == [""] * 6
    assert len({each.fingerprint for each in made}) > 1


def test_the_judge_finds_harm_where_there_is_some(fractions: Ground) -> None:
    spec = fractions.report(good("add-like", 3, "choice")).spec
    assert spec is not None
    made = instance(spec, 1, fractions.contexts["add-like"], fractions.bank)
    assert made.options is not None
    name, answer = next(iter(made.mistakes.items()))
    harmed = {
        "key": replace(made, key="$7$"),
        "two right": replace(made, options=(*made.options, made.key)),
        "tag": replace(made, mistakes={name: "$99$"}),
        "tag that is right": replace(made, mistakes={name: made.key}),
        "words": replace(made, prompt=made.prompt.replace("$?", "$ not?").replace("$.", "$ not.")),
        "hint": replace(made, hints=("Add the tops and the bottoms.", *made.hints)),
        "signs": replace(made, solution=f"{answer}\u202e"),
    }
    assert harm(made) == ""
    assert [kind for kind, each in harmed.items() if not harm(each)] == []
