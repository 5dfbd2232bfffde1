"""No hint gives the answer away: values are compared, however they are written, in words too."""

from __future__ import annotations

from fractions import Fraction

from ...authoring.leaks import CHANCE, values
from ..case import Broken, Case, Check
from ..drawing import number


def _find(case: Case) -> Broken:
    for place in range(len(case.spec.hints)):
        hits: list[tuple[str, Fraction]] = []
        for instance in case.instances:
            key = number(instance.answers.key) if instance.answers else None
            if key is None or not instance.hints or instance.text is None:
                continue
            hint = instance.hints[place]
            if key in values(hint) - values(instance.text):
                hits.append((hint, Fraction(key)))
        parts = [hit for hit in hits if hit[1].denominator > 1]
        if parts or len(hits) > CHANCE * len(case.instances):
            yield f"hint {place + 1} holds the key: {(parts or hits)[0][0][:80]!r}"


LEAK = Check("leak", "hints that hold the key, in digits, as another fraction, or in words", _find)
