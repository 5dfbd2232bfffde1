"""The answers of a question are pairwise distinct in value, so that one is right and each mistake tells one thing."""

from __future__ import annotations

from ..case import Broken, Case, Check
from ..drawing import Instance, number

USABLE = 0.5
"""The share of draws that must keep the answers apart; the others are never asked."""

FEWEST = {"typed": 0, "choice": 2}
"""How many mistakes a question shows at least."""


def apart(instance: Instance, kind: str) -> bool:
    """Whether key and mistakes all differ in value, and there are enough of them."""
    if instance.answers is None:
        return False
    values = [instance.answers.key, *(answer for _, answer in instance.mistakes)]
    return len({number(value) for value in values}) == len(values) > FEWEST[kind]


def _find(case: Case) -> Broken:
    usable = sum(apart(instance, case.spec.kind) for instance in case.instances)
    if usable < USABLE * len(case.instances):
        yield f"in {len(case.instances) - usable} of {len(case.instances)} questions two answers are the same"


OPTIONS = Check("options", "two right options, options twice, and mistakes that look like each other", _find)
