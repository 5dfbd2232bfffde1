"""What a picture must be: SVG that screen readers can tell about and that runs and fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

_ACTIVE = frozenset({"script", "foreignObject", "iframe", "image", "use", "a", "animate", "set", "style"})
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|https?:", re.IGNORECASE)


def picture_faults(svg: str) -> Iterator[str]:
    """Sentences (without a period) about what keeps `svg` off a page; none for an empty picture."""
    return iter(_faults(svg) if svg else ())


@lru_cache(maxsize=512)
def _faults(svg: str) -> tuple[str, ...]:
    if "<!" in svg:
        return ("the picture holds a declaration or a comment; leave those out",)
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as trouble:
        return (f"the picture is not well-formed SVG ({trouble})",)
    return (*_root_faults(root), *(found for element in root.iter() for found in _element_faults(element)))


def _root_faults(root: ElementTree.Element) -> Iterator[str]:
    if _name(root.tag) != "svg":
        yield "the picture is not an <svg> element"
    if root.get("role") != "img":
        yield 'the picture has no role="img"'
    if not (root.get("aria-label") or "").strip():
        yield "the picture has no aria-label that says what it shows"


def _element_faults(element: ElementTree.Element) -> Iterator[str]:
    name = _name(element.tag)
    if name in _ACTIVE:
        yield f"the picture holds a <{name}> element; pictures only draw"
    for attribute, value in element.attrib.items():
        plain = _name(attribute)
        if plain.startswith("on") or (plain == "href" and not value.startswith("#")) or _OUTSIDE.search(value):
            yield f"the picture's {plain}={value!r} could run or fetch something"


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
