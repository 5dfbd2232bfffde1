"""Draws numbers for the slots of a spec, and what a question is with those numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product
from random import Random

from ..authoring.oracles import Answers
from .context import Answering
from .expressions import Expression, Number, Undefined, Values
from .spec import Spec

TRIES = 4000
"""How many draws are made until the constraints hold often enough."""

READ = 240_000
"""How many characters of constraints are evaluated in all these draws: who writes more of them gets fewer draws."""

CORNERS = 16
"""How many of the extremes, each slot at its lowest or highest, come first."""


@dataclass(frozen=True)
class Instance:
    """A spec with numbers: the question's text as the model wrote it, its hints, what the model's own formulas make of
    it, and what the oracle says; None for what has no value. `mistakes` are the answers of the mal-rules that the
    spec names, by place in its list, where they lead to something."""

    values: Values
    text: str | None
    hints: tuple[str, ...] | None
    formula: Number | None
    claims: tuple[Number | None, ...]
    answers: Answers | None
    mistakes: tuple[tuple[int, str], ...]


def draws(spec: Spec, rng: Random) -> Iterator[dict[str, int]]:
    """Numbers for the slots for which all constraints hold, none twice: the extremes first, then at random."""
    seen: set[tuple[int, ...]] = set()
    length = 1 + sum(len(constraint.text) for constraint in spec.constraints)
    for values in islice(_candidates(spec, rng), min(TRIES, READ // length)):
        numbers = tuple(values.values())
        if numbers not in seen and _holds(spec, values):
            seen.add(numbers)
            yield values


def instances(spec: Spec, values: Sequence[Values], bank: Answering) -> list[Instance]:
    """The spec with each of these numbers; the oracle is asked once for all."""
    texts = [_filled(spec, each) for each in values]
    asked = [text for text in texts if text is not None]
    answers = iter(bank.answers(spec.skill, asked, False) if asked else ())
    return [
        _instance(spec, each, text, None if text is None else next(answers))
        for each, text in zip(values, texts, strict=True)
    ]


@lru_cache(maxsize=4096)
def number(text: str) -> Number | None:
    """A canonical answer as a number, None where it is none."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _candidates(spec: Spec, rng: Random) -> Iterator[dict[str, int]]:
    names = [slot.name for slot in spec.slots]
    ends = [tuple(dict.fromkeys((slot.high, slot.low))) for slot in spec.slots]
    for corner in islice(product(*ends), CORNERS):
        yield dict(zip(names, corner, strict=True))
    spans = [(slot.name, slot.low, slot.high - slot.low + 1) for slot in spec.slots]
    while True:
        yield {name: low + int(rng.random() * span) for name, low, span in spans}


def _holds(spec: Spec, values: Values) -> bool:
    try:
        return all(constraint.run(values) for constraint in spec.constraints)
    except Undefined:
        return False


def _filled(spec: Spec, values: Values) -> str | None:
    try:
        return spec.stem.fill(values)
    except Undefined:
        return None


def _instance(spec: Spec, values: Values, text: str | None, answers: Answers | None) -> Instance:
    said = answers.mistakes if answers is not None else {}
    mistakes = [(place, said.get(claim.misconception)) for place, claim in enumerate(spec.mistakes)]
    return Instance(
        values,
        text,
        _hints(spec, values),
        _value(spec.formula, values),
        tuple(_value(claim.formula, values) for claim in spec.mistakes),
        answers,
        tuple((place, answer) for place, answer in mistakes if answer is not None),
    )


def _hints(spec: Spec, values: Values) -> tuple[str, ...] | None:
    try:
        return tuple(hint.fill(values) for hint in spec.hints)
    except Undefined:
        return None


def _value(expression: Expression, values: Values) -> Number | None:
    try:
        return expression(values)
    except Undefined:
        return None
