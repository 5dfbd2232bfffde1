"""What a graded cell earns by its outputs, and what is kept of them: nbgrader's own rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..strict.marks import earned
from ..strict.outputs import tidied
from .sanitize import facts, unanswered
from .settings import Running

CUT, CUT_TRACEBACK = "... Output truncated ...", "... Traceback truncated ..."


def by_outputs(outputs: Any, most: float) -> float:
    """What a test cell earns by outputs that came with the notebook. Raises TooMany."""
    return earned(tidied(outputs), most)


def by_hand(cell: Mapping[str, Any]) -> float | None:
    """What an answer for the teacher to grade earns by itself: nothing if it was left as it was, else None."""
    return 0.0 if unanswered(cell) and facts(cell)["solution"] else None


def kept_outputs(outputs: Sequence[Mapping[str, Any]], running: Running) -> list[dict[str, Any]]:
    """Outputs without what the configuration ignores, cut to the length that it allows."""
    kept = [dict(output) for output in outputs]
    if running.ignored:
        kept = [output for output in kept if not _ignored(output, running.ignored)]
    return _cut(kept, running) if running.limit else kept


def text_of(value: Any) -> str:
    """A text of nbformat's, which may be a list of lines; "" for anything else."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _ignored(output: Mapping[str, Any], pattern: str) -> bool:
    on_stderr = output.get("output_type") == "stream" and output.get("name") == "stderr"
    return on_stderr and re.search(pattern, text_of(output.get("text"))) is not None


def _cut(outputs: list[dict[str, Any]], running: Running) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    length, most = 0, running.max_lines
    for output in outputs:
        if output.get("output_type") == "stream" and most != -1:
            if length == most:
                continue
            lines = text_of(output.get("text")).split("\n")
            if len(lines) + length > most:
                lines = [*lines[: max(0, most - length - 1)], CUT]
            length += len(lines)
            output["text"] = "\n".join(lines)
        if output.get("output_type") == "error" and running.max_traceback != -1:
            output["traceback"] = _cut_traceback(output.get("traceback"), running.max_traceback)
        kept.append(output)
    return kept


def _cut_traceback(lines: Any, most: int) -> list[str]:
    text = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
    if len(text) <= most:
        return text
    start = most // 2
    return [*text[:start], CUT_TRACEBACK, *text[len(text) - (most - start - 1) :]]
