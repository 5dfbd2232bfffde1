"""What the benchmarks share: figures with their goals, the JSON they end in, and the CPU of a process tree."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

# The tests' own server and clients are used here too; this module stands first among a script's imports.
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "scripts")]

COURSE = ROOT / "courses" / "fractions"


@dataclass(frozen=True)
class Figure:
    """One measured number. A `goal` is ("≤" or "≥", limit); without one the figure only informs."""

    name: str
    value: float
    unit: str
    goal: tuple[str, float] | None = None

    @property
    def ok(self) -> bool:
        """Whether the goal is met; a figure that is not a number meets none."""
        if self.goal is None:
            return True
        relation, limit = self.goal
        if math.isnan(self.value):
            return False
        return self.value <= limit if relation == "≤" else self.value >= limit

    def as_json(self) -> dict[str, Any]:
        value = None if math.isnan(self.value) else round(self.value, 3)
        goal = None if self.goal is None else f"{self.goal[0]} {self.goal[1]:g}"
        return {"value": value, "unit": self.unit, "goal": goal, "ok": self.ok}

    def as_line(self) -> str:
        goal = "" if self.goal is None else f"   goal {self.goal[0]} {self.goal[1]:g}: {'met' if self.ok else 'MISSED'}"
        return f"  {self.name:<34} {self.value:>12,.2f} {self.unit:<10}{goal}"


def report(benchmark: str, figures: Sequence[Figure]) -> dict[str, Any]:
    """The object a benchmark ends in: every figure by name, `ok` when all goals are met, and the machine."""
    return {
        "benchmark": benchmark,
        "ok": all(figure.ok for figure in figures),
        "figures": {figure.name: figure.as_json() for figure in figures},
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
    }


def show(benchmark: str, figures: Sequence[Figure], *, as_json: bool) -> int:
    """Print the figures, with `as_json` the report as the last line too; the exit code, 0 when all goals are met."""
    return _told(benchmark, figures, report(benchmark, figures), as_json)


def finish(
    benchmark: str,
    figures: Sequence[Figure],
    wanted: argparse.Namespace,
    *,
    tables: Sequence[Mapping[str, Any]],
    notes: Sequence[str] = (),
) -> int:
    """`show` with tables, and with `--keep` the whole report in that file, from which the docs are made.

    Each table has a `title`, a `head` and `rows` of text; `notes` say what the columns mean.
    """
    kept = {
        **report(benchmark, figures),
        "at": f"{datetime.now(UTC):%Y-%m-%d}",
        "command": " ".join(["python", f"benchmarks/{benchmark}.py", *_without_paths(sys.argv[1:])]),
        "tables": list(tables),
        "notes": list(notes),
    }
    if wanted.keep is not None:
        wanted.keep.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return _told(benchmark, figures, kept, wanted.json)


def _told(benchmark: str, figures: Sequence[Figure], result: Mapping[str, Any], as_json: bool) -> int:
    print(f"{benchmark}\n" + "\n".join(figure.as_line() for figure in figures), flush=True)
    if as_json:
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0 if result["ok"] else 1


def _without_paths(arguments: Sequence[str]) -> list[str]:
    """The arguments of this run, files by their names alone: where they lie on this machine is nobody's business."""
    return [Path(each).name if os.sep in each else each for each in arguments]


def skipped(benchmark: str, reason: str, *, as_json: bool) -> int:
    """Say that there was nothing to measure, and why; the exit code 0."""
    print(f"skipped: {reason}")
    if as_json:
        print(json.dumps({"benchmark": benchmark, "ok": True, "figures": {}, "skipped": reason}))
    return 0


def options(description: str | None) -> argparse.Namespace:
    """`--json` and `--quick`, the same for every benchmark."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, under 50 s; figures scatter more")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the report there; the docs are made of it")
    return parser.parse_args()


def median(values: Sequence[float]) -> float:
    """The median; not a number when there are no values."""
    return statistics.median(values) if values else math.nan


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile; not a number when there are no values."""
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def tree_cpu(pid: int) -> float:
    """CPU seconds, user and system, that a process, its children and the children they have reaped used so far."""
    total = 0.0
    process = psutil.Process(pid)
    for member in [process, *process.children(recursive=True)]:
        try:
            times = member.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
