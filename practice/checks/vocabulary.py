"""The question is one of those that the author wrote, around numbers; a hint uses the course's words alone."""

from __future__ import annotations

from ..case import Broken, Case, Check
from ..context import words_of


def _find(case: Case) -> Broken:
    if case.spec.stem.form not in case.context.forms:
        yield f"the author asks no question like {case.spec.stem.form[:80]!r}"
    for hint in case.spec.hints:
        unknown = words_of([hint.words]) - case.context.words
        if unknown:
            yield f"the course does not use these words: {', '.join(sorted(unknown))[:80]}"


VOCABULARY = Check(
    "vocabulary",
    "other questions, a second formula, negations, units, number words, names, abuse and instructions",
    _find,
)
