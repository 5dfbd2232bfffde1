"""The model's own formula gives the oracle's answer on at least 40 instances: it understood its question."""

from __future__ import annotations

from ..case import INSTANCES, Broken, Case, Check
from ..drawing import number


def _find(case: Case) -> Broken:
    different = len({instance.text for instance in case.instances})
    if different < INSTANCES:
        yield f"there are {different} different questions; {INSTANCES} are due"
    for instance in case.instances:
        if instance.answers is not None and instance.formula != number(instance.answers.key):
            yield f"{instance.text}: the formula gives {instance.formula}, the oracle {instance.answers.key}"


ORACLE = Check("oracle", "wrong formulas, swapped numbers, slips by one, and specs of a few questions only", _find)
