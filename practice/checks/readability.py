"""Sentences are short, and words are those of the grade."""

from __future__ import annotations

import re

from ..case import Broken, Case, Check

LONGEST = 18
"""Words of a sentence."""

ABOVE = 5
"""How many grades above the skill's the index may lie: for texts as short as these it scatters by four."""

_SENTENCES = re.compile(r"[.?:!]+(?:\s|$)")
_WORDS = re.compile(r"[A-Za-z]+")


def ari(text: str) -> float:
    """The automated readability index (Senter and Smith 1967), as a school grade: 4.71 · characters per word + 0.5 ·
    words per sentence - 21.43."""
    words = _WORDS.findall(text)
    sentences = [part for part in _SENTENCES.split(text) if _WORDS.search(part)]
    if not words:
        return 0.0
    return 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(sentences) - 21.43


def _find(case: Case) -> Broken:
    for template in case.prose:
        for sentence in _SENTENCES.split(template.form):
            count = len(_WORDS.findall(sentence))
            if count > LONGEST:
                yield f"a sentence of {count} words; the limit is {LONGEST}"
    index = ari(" ".join(hint.form for hint in case.spec.hints))
    if index > case.context.grade + ABOVE:
        yield f"its hints read like grade {index:.0f}; the skill is of grade {case.context.grade}"


READABILITY = Check("readability", "long sentences and long words", _find)
