"""Every student's placement as the engine sees it, kept between two answers: to replay one takes a while."""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from ..authoring.made import ItemInfo
from ..mastery import Course
from ..mastery.placement import Answer, ItemNoise, Placement, Prior, Rules, answered, chart, start
from ..mastery.sitting import Given, Sitting

KEPT = 24
"""How many placements are kept; one of a large course takes some megabytes."""

MOST_CLEAR = 0.95
"""What "getting clearer" shows at most before the end."""

Values = TypeVar("Values", Prior, Rules)


class Placements:
    """The placements of one edition of a course. Safe for many threads."""

    def __init__(self, course: Course, items: Iterable[ItemInfo]) -> None:
        bank: defaultdict[str, list[ItemNoise]] = defaultdict(list)
        for item in items:
            bank[item.skill].append(ItemNoise(item.id, item.guess, item.slip))
        self.chart = chart(course.skills, items=bank)
        self._kept: OrderedDict[str, Placement] = OrderedDict()
        self._guard = Lock()

    def of(self, sitting: Sitting) -> Placement:
        """The placement after all answers of the sitting: the same, whoever asks and however often it was paused."""
        answers = tuple(map(_answer, sitting.answers))
        with self._guard:
            placement = self._kept.pop(sitting.id, None)
        if placement is None or placement.answers != answers[: len(placement.answers)]:
            prior, rules = _read(Prior, sitting.prior), _read(Rules, sitting.rules)
            placement = start(self.chart, sitting.seed, prior, rules)
        for answer in answers[len(placement.answers) :]:
            placement = answered(placement, answer)
        with self._guard:
            self._kept[sitting.id] = placement
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return placement


def clearer(placement: Placement) -> float:
    """How clear the picture is, in [0, 1): never less than after an earlier answer, and no word on which were right.

    It is the way that the expected share of mistaken skills has gone, in logarithms, to where the placement stops; not
    ahead of the least number of questions, and not behind the largest.
    """
    rules, number = placement.rules, len(placement.answers)
    shares = [float(np.minimum(known, 1 - known).mean()) for known in placement.trail]
    whole, gone = math.log(shares[0] / rules.share), math.log(shares[0] / max(min(shares), rules.share))
    way = gone / whole if whole > 0 else 1.0
    return round(min(MOST_CLEAR, max(min(way, number / rules.least), number / rules.most)), 2)


def _answer(given: Given) -> Answer:
    return Answer(given.skill, given.response, given.item, given.guess, given.slip)


def _read(kind: type[Values], numbers: Mapping[str, Any]) -> Values:
    """The numbers that were in force when it began; today's where one is not recorded."""
    return kind(**{one.name: numbers[one.name] for one in fields(kind) if one.name in numbers})
