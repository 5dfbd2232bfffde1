"""Killed at any moment, or two at once: every acknowledged answer is in the record, once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

from gapless.records import Records
from gapless.records.replay import replay

ANSWERING = Path(__file__).parent / "programs" / "answering.py"
KILLS = 5


def start(path: Path, name: str, *times: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ANSWERING), str(path), name, *times], stdout=subprocess.PIPE, text=True
    )


def answers(records: Records) -> list:
    return [event for event in records.events("mia") if event.kind == "answered"]


def check_each_question_was_answered_soundly(records: Records) -> None:
    """No request twice, no question with more than two answers or more than one right one, nothing derived amiss."""
    by_question = Counter(event.body["question"] for event in answers(records))
    right = Counter(event.body["question"] for event in answers(records) if event.body["verdict"] == "right")
    requests = [event.request for event in answers(records)]
    assert len(requests) == len(set(requests))
    assert max(by_question.values()) <= 2
    assert max(right.values()) <= 1
    assert replay(records) == []


def test_a_killed_process_loses_no_answer_it_acknowledged(records: Records, tmp_path: Path) -> None:
    acknowledged: list[list[str]] = []
    rng = Random(3)
    for kill in range(KILLS):
        with start(tmp_path / "records.sqlite", f"life{kill}") as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().split() for _ in range(rng.randint(3, 20))]
            process.kill()
            acknowledged += [line.split() for line in process.stdout if line.endswith("\n")]
    recorded = Counter(event.request for event in answers(records))
    assert [recorded[request] for _, request, _, _ in acknowledged] == [1] * len(acknowledged)
    check_each_question_was_answered_soundly(records)


def test_two_processes_answer_for_one_student_and_count_nothing_twice(records: Records, tmp_path: Path) -> None:
    processes = [start(tmp_path / "records.sqlite", name, "25") for name in ("one", "other")]
    lines = [line.split() for process in processes for line in process.communicate(timeout=60)[0].splitlines()]
    assert [process.returncode for process in processes] == [0, 0]
    assert len(lines) >= 2 * 25
    told = {question: (verdict, closed) for question, _, verdict, closed in lines if closed == "True"}
    recorded = {event.body["question"] for event in answers(records) if event.body["feedback"]["closed"]}
    assert set(told) == recorded
    check_each_question_was_answered_soundly(records)
