"""Nothing that students read breaks the rules of tone that authors keep to."""

from __future__ import annotations

from ...authoring.tone import slips
from ..case import Broken, Case, Check


def _find(case: Case) -> Broken:
    for template in case.prose:
        for slip in slips(template.words):
            yield f"it says {slip.words!r}: {slip.tone.why}"


TONE = Check("tone", "praise of the person, comparison, pressure, and what makes small of a difficulty", _find)
