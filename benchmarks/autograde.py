"""Grades the same submissions by `nbgrader autograde` and by `gapless grade`, one after the other, round by round.

Both are whole commands, from the shell's start to its end, over copies of one course folder; `gapless grade` also
writes the feedback, for which nbgrader needs a second command that is not counted. The sandbox is on.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from autograde_course import ASSIGNMENT, NOTEBOOKS, make_course
from common import Figure, median, options, show

TOOLS = Path(sys.executable).parent
GOAL = 30.0
Scores = Mapping[tuple[str, str, str], tuple[float, bool]]


@dataclass
class Ran:
    """One command: wall seconds, processor seconds and largest memory of its process tree, and what it printed."""

    seconds: float
    cpu: float
    peak: float
    out: str


@dataclass
class Side:
    """One of the two graders, over all rounds."""

    runs: list[Ran] = field(default_factory=list)
    scores: Scores = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return median([run.seconds for run in self.runs])


def main() -> int:
    given = options(__doc__)
    submissions, rounds = (12, 1) if given.quick else (60, 2)
    with tempfile.TemporaryDirectory(prefix="gapless-bench-") as name:
        course = make_course(Path(name) / "course", submissions, nbgrader)
        theirs, ours = Side(), Side()
        for number in range(rounds):
            grade(theirs, course, Path(name) / f"theirs-{number}", [str(TOOLS / "nbgrader"), "autograde", ASSIGNMENT])
            place = Path(name) / f"ours-{number}"
            grade(ours, course, place, [str(TOOLS / "gapless"), "grade", str(place), ASSIGNMENT, "--json"])
    # A handful of submissions measures how long a command takes to start.
    goal = None if given.quick else GOAL
    return show("autograde", figures(theirs, ours, submissions, goal), as_json=given.json)


def figures(theirs: Side, ours: Side, submissions: int, goal: float | None) -> list[Figure]:
    """The comparison, and what our time is spent on."""
    notebooks = submissions * len(NOTEBOOKS)
    same = sum(ours.scores.get(cell) == mark for cell, mark in theirs.scores.items())
    result: dict[str, Any] = json.loads(ours.runs[-1].out)
    stages = result["seconds"]
    return [
        Figure("nbgrader autograde", theirs.seconds, "s"),
        Figure("gapless grade", ours.seconds, "s"),
        Figure("ratio of wall time", theirs.seconds / ours.seconds, "times", ("≥", goal) if goal else None),
        Figure("nbgrader: processor time", median([run.cpu for run in theirs.runs]), "s"),
        Figure("gapless: processor time", median([run.cpu for run in ours.runs]), "s"),
        Figure("nbgrader: notebooks a second", notebooks / theirs.seconds, "/s"),
        Figure("gapless: notebooks a second", notebooks / ours.seconds, "/s"),
        Figure("nbgrader: peak memory", max(run.peak for run in theirs.runs), "MB"),
        Figure("gapless: peak memory", max(run.peak for run in ours.runs), "MB"),
        Figure("marks compared", len(theirs.scores), "cells"),
        Figure("marks that agree", 100 * same / max(1, len(theirs.scores)), "%", ("≥", 100.0)),
        *(Figure(f"gapless: {stage}", seconds, "s") for stage, seconds in stages.items()),
    ]


def grade(side: Side, course: Path, place: Path, command: list[str]) -> None:
    """Run one command over a fresh copy of the course."""
    shutil.copytree(course, place)
    side.runs.append(timed(command, place))
    side.scores = scores(place)
    shutil.rmtree(place, onerror=None)


def timed(command: list[str], folder: Path) -> Ran:
    """Run a command, watching the memory of all its processes together."""
    began, before = time.perf_counter(), children_cpu()
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    over, peak = threading.Event(), [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, over, peak))
    watch.start()
    out, _ = process.communicate()
    seconds, cpu = time.perf_counter() - began, children_cpu() - before
    over.set()
    watch.join()
    return Ran(seconds, cpu, peak[0], out)


def children_cpu() -> float:
    """Processor seconds of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, over: threading.Event, peak: list[float]) -> None:
    """Proportional memory, a page that several share counted once, twice a second: more would slow what it measures."""
    while not over.wait(0.5):
        total = 0
        try:
            for member in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
                total += member.memory_full_info().pss
        except psutil.Error:
            continue
        peak[0] = max(peak[0], total / 1_000_000)


def scores(place: Path) -> Scores:
    """Everything that the gradebook says of every graded cell."""
    import sqlite3

    query = """select s.student_id, n.name, c.name, coalesce(g.manual_score, g.auto_score, 0), g.needs_manual_grade
        from grade g join submitted_notebook b on g.notebook_id = b.id join notebook n on b.notebook_id = n.id
        join submitted_assignment s on b.assignment_id = s.id join base_cell c on g.cell_id = c.id"""
    with sqlite3.connect(place / "gradebook.db") as book:
        return {(who, name, cell): (score, bool(by_hand)) for who, name, cell, score, by_hand in book.execute(query)}


def nbgrader(folder: Path, *arguments: str) -> None:
    """nbgrader's own command line."""
    command = [str(TOOLS / "nbgrader"), *arguments]
    subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True)


def environment() -> dict[str, str]:
    """This environment, with this Python's tools first on the path."""
    return {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}


if __name__ == "__main__":
    sys.exit(main())
