"""Every text is made of plain signs, and none of them is markup."""

from __future__ import annotations

import re
import unicodedata

from ..case import Broken, Case, Check

_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;?!'\"()+\-=/${}×÷−–’“”#%<>*_]*")
_MARKUP = re.compile(r"[<>\[\]\\`*_~|^&#@%]|//|\bwww\.|\bhttps?\b|\S\.\S+\.\S|\$\$", re.IGNORECASE)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def hidden_sign(text: str) -> str:
    """What is said of the first sign of a text that can't be seen, or ""."""
    for sign in text:
        if sign != "\n" and unicodedata.category(sign) in _HIDDEN:
            return f"a sign that can't be seen, U+{ord(sign):04X}"
    return ""


def _find(case: Case) -> Broken:
    yield from filter(None, map(hidden_sign, case.draft.texts))
    for template in case.prose:
        if not _PLAIN.fullmatch(template.text):
            yield f"signs of another script or a control sign in {template.text[:60]!a}"
        elif found := _MARKUP.search(template.words):
            yield f"markup or an address: {found[0]!r}"


SIGNS = Check(
    "signs",
    "bidi, zero-width and look-alike signs, HTML, Markdown, TeX, links and addresses",
    _find,
)
