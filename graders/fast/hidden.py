"""Which lines of a test are hidden from students, and keeping them out of whatever students read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

NOTICE = "Checks that are not shown ran here."
_TELLING = 6
"""Letters that a hidden line must have before its text in an output is taken for a leak: `)` is in every output."""

Marks = tuple[str, str]


def shown_source(source: str, marks: Marks) -> str:
    """The text of a cell as it was handed out: without what stands between the marks, and without the marks."""
    return "\n".join(line for line, hidden in _lines(source, marks) if not hidden)


def hidden_lines(source: str, marks: Marks) -> tuple[str, ...]:
    """The hidden lines of a cell, without the marks and the blanks around them."""
    lines = (line.strip() for line, hidden in _lines(source, marks) if hidden)
    return tuple(line for line in lines if line and not any(mark in line for mark in marks))


def without_hidden(outputs: Iterable[Mapping[str, Any]], secrets: Sequence[str]) -> list[Mapping[str, Any]]:
    """Outputs of which none quotes a hidden line; one that does becomes a notice."""
    telling = [secret for secret in secrets if len(secret) >= _TELLING]
    return [NOTICED if _quotes(output, telling) else output for output in outputs]


NOTICED: Mapping[str, Any] = {"output_type": "stream", "name": "stdout", "text": NOTICE}


def _quotes(output: Mapping[str, Any], secrets: Sequence[str]) -> bool:
    if not secrets:
        return False
    text = _plain(json.dumps(output, ensure_ascii=False))
    return any(_plain(json.dumps(secret, ensure_ascii=False)[1:-1]) in text for secret in secrets)


def _plain(text: str) -> str:
    """Text without blanks and terminal colours, which stand between the words of a traceback."""
    pieces = text.split("\\u001b[")
    uncoloured = pieces[0] + "".join(piece.partition("m")[2] for piece in pieces[1:])
    return "".join(uncoloured.split())


def _lines(source: str, marks: Marks) -> Iterable[tuple[str, bool]]:
    inside = False
    for line in source.split("\n"):
        if marks[0] in line:
            inside = True
        yield line, inside
        if marks[1] in line:
            inside = False
