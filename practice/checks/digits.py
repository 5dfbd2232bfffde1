"""Numbers come from slots and expressions; none is written out."""

from __future__ import annotations

import unicodedata

from ..case import Broken, Case, Check


def _find(case: Case) -> Broken:
    for template in case.prose:
        for sign in template.words:
            if unicodedata.category(sign).startswith("N"):
                yield f"the number {sign!r} stands in a text; write it as {{=…}}"


DIGITS = Check("digits", "numbers that don't follow the slots, in the question and in hints", _find)
