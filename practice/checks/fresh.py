"""A proposal asks something that nothing in the bank asks yet."""

from __future__ import annotations

import re

from ..case import Broken, Case, Check
from ..spec import Spec

ALIKE = 0.9
"""The share of common tokens (Jaccard) from which two specs count as one."""


def tokens(spec: Spec) -> frozenset[str]:
    """What a spec is made of, with its slots numbered in the order of the question, so that their names don't count."""
    text = spec.stem.text
    order = sorted(spec.slots, key=lambda slot: (found := text.find(f"{{{slot.name}}}"), found < 0))
    names = {slot.name: f"n{place}" for place, slot in enumerate(order)}

    def renamed(words: str) -> str:
        return re.sub(r"[a-z][a-z0-9_]*", lambda found: names.get(found[0], found[0]), words)

    facts = [f"kind {spec.kind}", *(f"tag {claim.misconception}" for claim in spec.mistakes)]
    facts += [f"{names[slot.name]} low {slot.low}" for slot in spec.slots]
    facts += [f"{names[slot.name]} high {slot.high}" for slot in spec.slots]
    facts += [f"rule {renamed(constraint.text)}" for constraint in spec.constraints]
    facts += [f"form {spec.stem.form}", f"stem {renamed(text)}"]
    return frozenset(facts)


def _find(case: Case) -> Broken:
    own = tokens(case.spec)
    for other in case.known:
        there = tokens(other)
        if len(own & there) >= ALIKE * len(own | there):
            yield f"the bank has it already: {other.hash[:12]}"


FRESH = Check("fresh", "what the bank has already, under other names", _find)
