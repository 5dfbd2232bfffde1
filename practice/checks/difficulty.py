"""The numbers stay as small and as large as the author's own."""

from __future__ import annotations

from ..case import Broken, Case, Check
from ..context import Features, SkillContext, features

SPARE = 1.5
"""How much larger than the author's a number may be."""


def out_of_bounds(found: Features, context: SkillContext) -> str:
    """What is too small or too large for the skill, or ""."""
    if found.smallest < context.easiest.smallest:
        return f"the number {found.smallest}; the author's begin with {context.easiest.smallest}"
    for name in ("largest", "key"):
        value, bound = getattr(found, name), getattr(context.hardest, name)
        if value > SPARE * bound:
            return f"{'a key of size' if name == 'key' else 'the number'} {value}; the author's go up to {bound}"
    return ""


def _find(case: Case) -> Broken:
    for instance in case.instances:
        if instance.text is not None and instance.answers is not None:
            found = features(instance.text, instance.answers)
            if found is not None and (what := out_of_bounds(found, case.context)):
                yield f"{instance.text[:80]!r} has {what}"


DIFFICULTY = Check("difficulty", "numbers larger or smaller than in any question of the author", _find)
