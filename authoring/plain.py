"""A question's text as it is read aloud to an oracle: no marks of markdown and TeX, fractions with a slash."""

from __future__ import annotations

import re

_FRACTION = re.compile(r"\\[dt]?frac\s*(?:\{([^{}]*)\}|(\S))\s*(?:\{([^{}]*)\}|(\S))")
_SIGNS = ((r"\times", "×"), (r"\cdot", "×"), (r"\div", "÷"), (r"\square", "?"), ("{,}", ","))
_MARKS = re.compile(r"[$*_`{}]|\\[,;: ]")
_LOOSE = re.compile(r" +(?=[?.,:;])(?!\?/)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def plain(text: str) -> str:
    r"""`$2\frac{3}{4} \times 5$` is `2 3/4 × 5`, and `\frac{?}{8}` is `?/8`; one space between words."""
    for sign, written in _SIGNS:
        text = text.replace(sign, written)
    text = _FRACTION.sub(lambda found: f" {found[1] or found[2]}/{found[3] or found[4]} ", text)
    text = " ".join(_GROUPED.sub("", _MARKS.sub("", text)).split())
    return _LOOSE.sub("", text)
