"""A mistake carries the name of the mal-rule that makes it: what the model claims equals what the mal-rule gives."""

from __future__ import annotations

from collections import Counter

from ..case import Broken, Case, Check
from ..drawing import number

SHOWN = 0.1
"""The share of questions in which a mal-rule must lead to something, to be named."""


def _find(case: Case) -> Broken:
    names = [claim.misconception for claim in case.spec.mistakes]
    yield from (f"{name[:40]!r} stands there twice" for name, count in Counter(names).items() if count > 1)
    yield from (f"no mal-rule is called {name[:40]!r}" for name in names if name not in case.context.misconceptions)
    for wanted in {case.target, case.spec.misconception} - {"", *names}:
        yield f"it is meant for {wanted[:40]!r} and does not show it"
    shown: Counter[int] = Counter()
    for instance in case.instances:
        for place, answer in instance.mistakes:
            shown[place] += 1
            if instance.claims[place] != number(answer):
                yield f"{instance.text}: {names[place]!r} gives {answer}, not {instance.claims[place]}"
    for place, name in enumerate(names):
        if shown[place] < SHOWN * len(case.instances):
            yield f"{name[:40]!r} leads to nothing with most of these numbers"


TAGS = Check("tags", "mistakes under another name, unknown misconceptions, and practice for another one", _find)
