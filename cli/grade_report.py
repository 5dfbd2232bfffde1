"""What came of a batch: one table and a line for all that needs a look, or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..graders.batches import Outcome
    from .grading import Grading

STATUS = {"graded": "graded", "kept": "graded before", "refused": "not graded", "failed": "not graded"}


def print_table(grading: Grading) -> None:
    """The table on standard output; what needs a look on standard error."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=f"Assignment {grading.assignment}", title_justify="left")
    table.add_column("Student", overflow="fold")
    table.add_column("Status")
    for heading in ("Marks", "By hand", *(["Evidence"] if grading.recorded else [])):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in grading.batch.outcomes:
        marks, by_hand, evidence = _numbers(grading, one)
        row = (one.student, _status(one), marks, by_hand, *([evidence] if grading.recorded else []))
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)
    click.echo(_summary(grading))
    for line in _remarks(grading):
        click.echo(line, err=True)


def print_json(grading: Grading) -> None:
    """The whole result as one JSON object."""
    batch = grading.batch
    done = sum(one.done for one in batch.outcomes)
    result = {
        "assignment": batch.assignment,
        "directory": str(grading.directory),
        "graded": done,
        "not_graded": len(batch.outcomes) - done,
        "evidence": sum(grading.recorded.values()),
        "faults": [str(fault) for fault in grading.faults],
        "log": str(grading.log) if grading.log else None,
        "by_nbgrader": batch.detour or None,
        "seconds": {stage: round(seconds, 4) for stage, seconds in batch.seconds.items()},
        "submissions": [_as_json(grading, one) for one in batch.outcomes],
    }
    click.echo(json.dumps(result, indent=1, ensure_ascii=False))


def _status(one: Outcome) -> str:
    return f"{STATUS[one.status]}, in part" if one.done and one.faults else STATUS[one.status]


def _numbers(grading: Grading, one: Outcome) -> tuple[str, str, str]:
    if not one.done:
        return "–", "–", "–"
    marks = f"{max(0.0, one.score - one.late_penalty):g} / {one.max_score:g}"
    return marks, str(one.waiting or "–"), str(grading.recorded.get(one.student) or "–")


def _summary(grading: Grading) -> str:
    outcomes = grading.batch.outcomes
    done, new = sum(one.done for one in outcomes), sum(one.status == "graded" for one in outcomes)
    words = f"{done} of {len(outcomes)} graded, {new} of them now."
    waiting = sum(one.waiting for one in outcomes)
    return f"{words} {waiting} answers wait to be graded by hand: nbgrader formgrader." if waiting else words


def _remarks(grading: Grading) -> Iterator[str]:
    for fault in grading.faults:
        yield f"No evidence from this: {fault}"
    if grading.batch.detour:
        yield f"Graded by nbgrader's own pipeline, slowly and in no sandbox: {grading.batch.detour}."
    for one in grading.batch.outcomes:
        told = (one.words, *one.faults, *one.notes, *(f"Worth a look: {remark}" for remark in one.anomalies))
        weak = (f"This mark could be forged: {mark}" for mark in one.weak)
        yield from (f"{one.student}: {words}" for words in (*told, *weak) if words)
    for student in grading.strangers:
        yield f"{student}: is not in the class, so the marks are in the gradebook alone. Check the folder's name."
    if grading.log:
        yield f"What nbgrader said is in {grading.log}"


def _as_json(grading: Grading, one: Outcome) -> dict[str, Any]:
    return {
        "student": one.student,
        "status": one.status,
        "score": one.score if one.done else None,
        "max_score": one.max_score if one.done else None,
        "late_penalty": one.late_penalty,
        "by_hand": one.waiting,
        "evidence": grading.recorded.get(one.student, 0),
        "words": one.words,
        "notes": list(one.notes),
        "faults": list(one.faults),
        "anomalies": list(one.anomalies),
        "weak": list(one.weak),
        "cells": [
            {
                "notebook": cell.notebook,
                "cell": cell.cell,
                "score": None if cell.waiting else cell.score,
                "max_score": cell.max_score,
                "by_hand": cell.waiting,
            }
            for cell in one.cells
        ],
    }
