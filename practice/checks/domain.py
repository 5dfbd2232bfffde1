"""Every draw of the slots makes a question that the skill's oracle can answer."""

from __future__ import annotations

from ..case import Broken, Case, Check

LARGEST = 999
"""What no slot may pass."""


def _find(case: Case) -> Broken:
    for slot in case.spec.slots:
        if slot.low < 0 or slot.high > LARGEST:
            yield f"slot {slot.name!r} goes from {slot.low} to {slot.high}; it stays between 0 and {LARGEST}"
    for instance in case.instances:
        if instance.text is None or instance.hints is None:
            yield f"no {'hint' if instance.text else 'question'} can be made with {dict(instance.values)}"
        elif instance.answers is None:
            yield f"the oracle can't answer {instance.text[:80]!r}"
        elif instance.answers.key.startswith("-"):
            yield f"the answer to {instance.text[:80]!r} is negative"
    if len({instance.answers.kind for instance in case.instances if instance.answers}) > 1:
        yield "its answers are of different kinds"


DOMAIN = Check("domain", "divisions by zero, overflows, negative answers, and questions of another skill", _find)
