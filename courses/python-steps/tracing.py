"""Runs a few lines of Python and shows, step by step, what each name holds: what the lessons of this course draw with.

The lines come from the lesson's author, never from a student.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import FrameType
from typing import Any

CODE_NAME = "<traced>"
MOST = 40  # steps of one trace: a longer table teaches nothing


@dataclass(frozen=True)
class Trace:
    """A table: a row for each line that ran, with what every name held after it."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def trace(code: str, *names: str) -> Trace:
    """Run `code` and tabulate the values of `names`, in the order given."""
    lines = code.strip().splitlines()
    steps: list[tuple[int, dict[str, Any]]] = []

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != CODE_NAME or frame.f_code.co_name != "<module>":
            return None
        if event in ("line", "return"):
            steps.append((frame.f_lineno, dict(frame.f_globals)))
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        exec(compile("\n".join(lines), CODE_NAME, "exec"), {"print": lambda *values: None})
    finally:
        sys.settrace(before)
    # An event comes before its line runs: the values after a line are those of the next event.
    rows = [(line, after) for (line, _), (_, after) in pairwise(steps)][:MOST]
    return Trace(_table(lines, rows, names))


def _table(lines: list[str], rows: list[tuple[int, dict[str, Any]]], names: tuple[str, ...]) -> str:
    head = "".join(f"<th scope='col'><code>{escape(name)}</code></th>" for name in names)
    body = "".join(
        f"<tr><td>{number}</td><td><code>{escape(lines[line - 1].strip())}</code></td>{_values(names, after)}</tr>"
        for number, (line, after) in enumerate(rows, start=1)
    )
    head = f"<tr><th scope='col'>step</th><th scope='col'>line</th>{head}</tr>"
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _values(names: tuple[str, ...], after: dict[str, Any]) -> str:
    return "".join(f"<td>{escape(repr(after[name])) if name in after else ''}</td>" for name in names)
