"""A verified spec as questions, each of them checked once more when it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from random import Random

from ..authoring.leaks import values
from ..authoring.made import Made
from ..authoring.oracles import Answers
from .checks.difficulty import out_of_bounds
from .checks.options import apart
from .context import Answering, SkillContext, features
from .drawing import Instance, draws, instances, number
from .expressions import Number
from .spec import Spec
from .templates import to_markdown

INSTANCES = 40
"""How many draws the extremes are looked for in; the first ones have them."""

BATCH = 8
"""How many draws the oracle is asked about at a time."""

TYPED_GUESS = 0.05
SLIP = 0.1


class Unserved(Exception):
    """No question of this spec could be made that holds, with the reason: show an authored one, quarantine the spec."""


def instance(spec: Spec, seed: int, context: SkillContext, bank: Answering) -> Made:
    """The question of this spec and seed, always the same; Unserved when it does not hold.

    Its key, its mistakes and its solution are the oracle's, for the very text that is shown.
    """
    rng = Random(f"{spec.hash} {seed}")
    reasons = ["no numbers fit"]
    for drawn in instances(spec, [*islice(_shuffled(spec, rng), BATCH)], bank):
        reason = recheck(drawn, spec, context)
        if not reason:
            return _served(drawn, spec, seed, context, bank)
        reasons.append(reason)
    raise Unserved(reasons[-1])


def extremes(spec: Spec, context: SkillContext, bank: Answering) -> list[Made]:
    """The questions with the smallest and with the largest numbers that hold, for a teacher to look at."""
    ends = sorted(islice(draws(spec, Random(f"ends {spec.hash}")), INSTANCES), key=lambda values: sum(values.values()))
    found = [each for each in instances(spec, ends, bank) if not recheck(each, spec, context)]
    return [
        _served(each, spec, place, context, bank) for place, each in enumerate((found[0], found[-1]) if found else ())
    ]


def recheck(drawn: Instance, spec: Spec, context: SkillContext) -> str:
    """What keeps this very instance from being shown, or ""."""
    if drawn.text is None or drawn.hints is None or drawn.answers is None:
        return "the oracle can't answer it"
    if drawn.formula != number(drawn.answers.key):
        return f"the formula gives {drawn.formula}, the oracle {drawn.answers.key}"
    if not apart(drawn, spec.kind):
        return "two answers are the same"
    if any(drawn.claims[place] != number(answer) for place, answer in drawn.mistakes):
        return "a mistake is not what its mal-rule gives"
    found = features(drawn.text, drawn.answers)
    return out_of_bounds(found, context) if found else "its answer is no number"


def _shuffled(spec: Spec, rng: Random) -> Iterator[dict[str, int]]:
    """Draws without the extremes in front."""
    drawn = [*islice(draws(spec, rng), 64)]
    rng.shuffle(drawn)
    return iter(drawn)


def _served(drawn: Instance, spec: Spec, seed: int, context: SkillContext, bank: Answering) -> Made:
    assert drawn.text is not None
    prompt = to_markdown(drawn.text)
    (answers,) = bank.answers(spec.skill, [prompt])
    if answers is None or replace(answers, solution="") != drawn.answers:
        raise Unserved("the oracle reads the page in another way than the proposal")
    mistakes = {spec.mistakes[place].misconception: answer for place, answer in drawn.mistakes}
    options, key = None, answers.key
    if spec.kind == "choice":
        key, mistakes = _shown(key), {name: _shown(answer) for name, answer in mistakes.items()}
        options = [key, *mistakes.values()]
        Random(f"options {seed}").shuffle(options)
    return Made(
        item=f"practice-{spec.hash[:12]}",
        digest=spec.hash[:16],
        seed=seed,
        skill=spec.skill,
        kind="choice" if options else answers.kind,
        shape=spec.kind,
        prompt=prompt,
        picture="",
        key=key,
        mistakes=mistakes,
        options=None if options is None else tuple(options),
        hints=(*_hints(drawn, context), _last_hint(answers)),
        solution=answers.solution or f"The answer is {_shown(answers.key)}.",
        guess=1 / len(options) if options else TYPED_GUESS,
        slip=SLIP,
        lowest_terms=answers.lowest_terms and not options,
    )


def _hints(drawn: Instance, context: SkillContext) -> list[str]:
    """The spec's own hints, else the author's; of both, those that don't name the key of this question."""
    assert drawn.answers is not None
    key = number(drawn.answers.key)
    hints = [to_markdown(hint) for hint in drawn.hints or ()] or context.ladder
    return [hint for hint in hints if key not in values(hint)]


def _last_hint(answers: Answers) -> str:
    return answers.solution or f"The answer is {_shown(answers.key)}."


def _shown(key: str) -> str:
    value: Number | None = number(key)
    if value is None or value.denominator == 1:
        return f"${key}$"
    return rf"$\frac{{{value.numerator}}}{{{value.denominator}}}$"
