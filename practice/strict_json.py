"""JSON read as strictly as it is written down: no key twice, no NaN, no numbers that grow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

MOST = 64 * 1024
"""Bytes that are looked at, at all."""

DEEPEST = 8
"""Lists and objects inside each other."""

DIGITS = 9


class NotJson(ValueError):
    """Bytes that are no JSON, with the reason."""


def read_json(raw: bytes) -> tuple[Any, list[str]]:
    """The value of these bytes, and what is amiss in them that can be read all the same. Raises NotJson."""
    if len(raw) > MOST:
        raise NotJson(f"{len(raw)} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotJson("not UTF-8") from None
    if _depth(text) > DEEPEST:
        raise NotJson(f"nested more than {DEEPEST} deep")
    amiss: list[str] = []

    def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        amiss.extend(f"{name[:40]!r} stands there twice" for name in sorted({n for n in names if names.count(n) > 1}))
        return dict(pairs)

    try:
        value = json.loads(
            text, object_pairs_hook=unique, parse_constant=_refuse, parse_float=_refuse, parse_int=_whole
        )
    except json.JSONDecodeError as trouble:
        raise NotJson(f"{trouble.msg} at {trouble.pos}") from None
    return value, amiss


def _depth(text: str) -> int:
    """How deep brackets nest; those in strings count too, which costs nothing that is meant."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _refuse(text: str) -> Any:
    raise NotJson(f"{text[:20]} is no whole number")


def _whole(text: str) -> int:
    if len(text) > DIGITS:
        raise NotJson(f"a number of {len(text)} digits")
    return int(text)
