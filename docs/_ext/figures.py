"""What was measured, from the figures that the benchmarks kept in docs/figures: never written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).resolve().parent.parent / "figures"


def kept(name: str) -> Mapping[str, Any]:
    """The report that a benchmark kept."""
    return json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))


def measured(name: str) -> str:
    """A benchmark's goals and tables as Markdown, with the command, the day and the machine."""
    if not (FIGURES / f"{name}.json").is_file():
        return f"Not measured yet: `python benchmarks/{name}.py --keep docs/figures/{name}.json` does it."
    report = kept(name)
    machine = report["machine"]
    said = f"`{report['command']}` on {report['at']}, {machine['cores']} cores, Python {machine['python']}."
    goals = table(("figure", "measured", "goal", ""), (_goal(*pair) for pair in report["figures"].items()))
    tables = [f"**{one['title']}**\n\n{table(one['head'], one['rows'])}" for one in report["tables"]]
    return "\n\n".join([said, goals, *tables, *(f"{note}." for note in report["notes"])])


def _goal(name: str, figure: Mapping[str, Any]) -> list[str]:
    value = "–" if figure["value"] is None else f"{figure['value']:g} {figure['unit']}".strip()
    reached = "" if figure["goal"] is None else "met" if figure["ok"] else "**missed**"
    return [name, value, figure["goal"] or "", reached]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
