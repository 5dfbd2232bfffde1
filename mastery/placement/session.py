"""A placement as a value: the answers so far, what is believed after them, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

import numpy as np

from .arrays import Floats
from .belief import Belief, after, effort_for, loss, prior_belief
from .chart import Chart
from .choose import Option, best
from .evidence import Answer
from .prior import Prior

Reason = Literal["likely", "telling", "check"]


@dataclass(frozen=True)
class Rules:
    """When to stop, and how to begin.

    It stops when the expected share of misclassified skills is below `share` after at least `least` answers, or after
    `most`. The first `likely` questions are ones that are answered right with a chance of `success` at least, where
    there are such. With `check`, one question is drawn at random among all skills, to see whether the model holds.
    """

    share: float = 0.05
    least: int = 8
    most: int = 45
    likely: int = 3
    success: float = 0.8
    check: bool = True


@dataclass(frozen=True)
class Question:
    """What to ask: the skill, its item ("" where any will do) with its noise, and why.

    `reason`: "likely" for one of the first, "telling" for one that says most, "check" for the random one. `p_right` is
    the chance of a right answer that the model gives it.
    """

    skill: str
    item: str
    guess: float
    slip: float
    reason: Reason
    p_right: float


@dataclass(frozen=True)
class Placement:
    """One student's placement. Everything in it follows from (chart, prior, rules, seed, answers).

    `trail` holds P(known) of every skill before the first answer and after each; `ended` is the number of answers at
    which the stop came, None before. Answers after the stop (a second look) still move the belief.
    """

    chart: Chart
    seed: int
    prior: Prior
    rules: Rules
    answers: tuple[Answer, ...]
    belief: Belief
    trail: tuple[Floats, ...]
    ended: int | None

    @property
    def known(self) -> Floats:
        """P(known) of each skill, in the order of the chart."""
        return self.trail[-1]

    @property
    def share(self) -> float:
        """The expected share of skills that are misclassified at present."""
        return loss(self.known)


def start(chart: Chart, seed: int, prior: Prior | None = None, rules: Rules | None = None) -> Placement:
    """A placement before its first question. ValueError for a chart without skills."""
    if not chart.skills:
        raise ValueError("a placement needs at least one skill")
    prior, rules = prior or Prior(), rules or Rules()
    belief = prior_belief(chart, prior, effort_for(chart))
    return Placement(chart, seed, prior, rules, (), belief, (belief.known(),), None)


def answered(placement: Placement, answer: Answer) -> Placement:
    """The placement after one more answer. An answer on a skill that the chart hasn't counts, but moves nothing."""
    answers = (*placement.answers, answer)
    rng = np.random.default_rng([placement.seed, len(answers)])
    chart, prior = placement.chart, placement.prior
    belief = after(chart, prior, placement.belief, answers, effort_for(chart), rng)
    known = placement.known if belief is placement.belief else belief.known()
    moved = replace(placement, answers=answers, belief=belief, trail=(*placement.trail, known))
    return moved if placement.ended is not None or not _over(moved) else replace(moved, ended=len(answers))


def resume(
    chart: Chart, seed: int, answers: Iterable[Answer], prior: Prior | None = None, rules: Rules | None = None
) -> Placement:
    """The placement these answers led to, the same bit for bit as when they were given one by one."""
    return reduce(answered, answers, start(chart, seed, prior, rules))


def next_question(placement: Placement) -> Question | None:
    """What to ask next, or None when the placement has ended."""
    options = askable(placement)
    if placement.ended is not None or not options:
        return None
    number, rules = len(placement.answers), placement.rules
    if rules.check and number == _check_at(placement):
        rng = np.random.default_rng([placement.seed, number, 1])
        return _question(placement, options[int(rng.integers(len(options)))], "check")
    likely = _likely(placement, options) if number < rules.likely else []
    least = max(0, rules.least - number - 1)
    option = best(placement.belief, placement.known, likely or options, rules.share, least)
    return None if option is None else _question(placement, option, "likely" if likely else "telling")


def askable(placement: Placement) -> list[Option]:
    """For each skill that can still be asked, its most telling unused item."""
    chart, used = placement.chart, {(answer.skill, answer.item) for answer in placement.answers}
    options: list[Option] = []
    for place, (skill, items) in enumerate(zip(chart.skills, chart.items, strict=True)):
        left = [chart.noise] if items is None else [item for item in items if (skill, item.id) not in used]
        if left:
            item = min(left, key=lambda item: item.guess + item.slip)
            options.append(Option(place, item.id, item.guess, item.slip))
    return options


def second_look(placement: Placement, skill: str) -> Question | None:
    """One more question on a skill that the student asks to have looked at again; None when no item is left."""
    return next(
        (_question(placement, o, "telling") for o in askable(placement) if o.place == _at(placement, skill)), None
    )


def _at(placement: Placement, skill: str) -> int | None:
    return placement.chart.place.get(skill)


def _over(placement: Placement) -> bool:
    number, rules = len(placement.answers), placement.rules
    return number >= rules.most or (number >= rules.least and placement.share < rules.share) or not askable(placement)


def _check_at(placement: Placement) -> int:
    """Between the first questions and the earliest stop, so that every placement has its check."""
    first, last = placement.rules.likely, max(placement.rules.likely + 1, placement.rules.least)
    return int(np.random.default_rng([placement.seed, 0, 2]).integers(first, last))


def _likely(placement: Placement, options: list[Option]) -> list[Option]:
    """Options that will probably be answered right; without any, the three likeliest."""
    return [o for o in options if _p_right(placement, o) >= placement.rules.success] or sorted(
        options, key=lambda option: -_p_right(placement, option)
    )[:3]


def _p_right(placement: Placement, option: Option) -> float:
    known = float(placement.known[option.place])
    return known * (1 - option.slip) + (1 - known) * option.guess


def _question(placement: Placement, option: Option, reason: Reason) -> Question:
    skill = placement.chart.skills[option.place]
    return Question(skill, option.item, option.guess, option.slip, reason, _p_right(placement, option))
