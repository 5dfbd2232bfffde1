"""Formulas in TeX to MathML, checked before they reach a page."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert

BROKEN_MATH = "math-broken"
"""The class of a formula that could not be set; it is shown as it was typed."""

_SLASHED = re.compile(r"(?<![\w./}])(\d+)/(\d+)(?![\w/]|[.,]\d)", re.ASCII)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)
_GROUP_MARK = re.compile(r"</mn><mrow><mo>&#x0002C;</mo></mrow><mn>")

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ARITY = {"mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msqrt",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
        "semantics",
    ]
) | set(_ARITY)
_ATTRIBUTES = frozenset(
    [
        "display",
        "mathvariant",
        "stretchy",
        "fence",
        "separator",
        "form",
        "lspace",
        "rspace",
        "width",
        "height",
        "depth",
        "voffset",
        "minsize",
        "maxsize",
        "linethickness",
        "displaystyle",
        "scriptlevel",
        "columnalign",
        "columnspacing",
        "columnlines",
        "rowspacing",
        "rowlines",
        "notation",
        "accent",
        "accentunder",
        "movablelimits",
        "largeop",
        "symmetric",
        "mathcolor",
        "mathbackground",
    ]
)


@lru_cache(maxsize=8192)
def math_html(latex: str, display: bool = False) -> str:
    """A formula as MathML; written 3/4, a number over a number is set as a fraction with a bar.

    A formula that can't be set is shown as typed, with the class `BROKEN_MATH`.
    """
    source = _GROUPED.sub("{,}", _SLASHED.sub(r"\\frac{\1}{\2}", latex))
    try:
        math = convert(source, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  the converter raises whatever its parser stumbles on; learners see the source
        math = ""
    if not _is_sound(math):
        return f'<code class="{BROKEN_MATH}">{escape(latex)}</code>'
    return _GROUP_MARK.sub(",", math)


def _is_sound(math: str) -> bool:
    """Whether this is MathML alone: known elements with all their parts, and no command left as it was typed.

    The converter neither escapes \\text nor refuses unknown commands or missing arguments.
    """
    if not math or "\\" in math:
        return False
    try:
        root = ElementTree.fromstring(math)
    except (ElementTree.ParseError, UnicodeEncodeError):
        return False
    return all(_is_sound_element(element) for element in root.iter())


def _is_sound_element(element: ElementTree.Element) -> bool:
    space, _, name = str(element.tag).rpartition("}")
    known = f"{space}}}" == _NAMESPACE and name in _ELEMENTS and _ATTRIBUTES.issuperset(element.keys())
    return known and _ARITY.get(name, len(element)) == len(element)
