"""Tasks in Python: two solutions agree in the sandbox, and the tests notice every misconception of the course."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gapless.authoring import ItemBank
from gapless.kernels import Zygote, cage_holds
from gapless.practice.programs import ProgramReport, verify_program
from gapless.practice.programs.verify import CHECKS

COURSE = Path(__file__).parents[2] / "courses" / "python-steps"

REFERENCE = """
def count_up(limit, step):
    total = 7
    for number in range(limit):
        if number % step == 0:
            total += number
    return total
"""
OTHER = """
def count_up(limit, step):
    return 7 + sum([n for n in range(0, limit, step)])
"""
TASK: dict[str, Any] = {
    "work": "",
    "skill": "accumulate",
    "misconception": "forgets-the-start",
    "text": "Write count_up(limit, step). Start at 7. Add every number below limit that step goes into.",
    "function": "count_up",
    "parameters": [
        {"name": "limit", "kind": "whole", "low": 0, "high": 30},
        {"name": "step", "kind": "whole", "low": 1, "high": 6},
    ],
    "reference": REFERENCE,
    "tests": ["assert count_up(0, 3) == 7", "assert count_up(7, 3) == 16", "assert count_up(6, 3) == 10"],
}


@pytest.fixture(scope="module")
def bench() -> Iterator[tuple[ItemBank, Zygote]]:
    with ItemBank(COURSE) as bank, Zygote(["gapless.practice.programs.trial"]) as zygote:
        yield bank, zygote


def report(bench: tuple[ItemBank, Zygote], task: Any = None, *others: str) -> ProgramReport:
    raw = task if isinstance(task, str | bytes) else json.dumps({**TASK, **(task or {})})
    return verify_program(raw, others or (OTHER,), bench[0].mutants, bench[1])


def test_a_task_whose_solutions_agree_and_whose_tests_notice_all_waits_for_a_teacher(bench) -> None:
    found = report(bench)
    assert (found.accepted, found.check, found.words) == (True, "", "")
    assert found.task is not None


def test_the_course_puts_its_misconceptions_into_a_program(bench) -> None:
    changed = bench[0].mutants("accumulate", REFERENCE)
    assert set(changed) == {"last-round-only", "forgets-the-start", "range-holds-its-end"}
    assert "total = 0" in changed["forgets-the-start"]
    assert "total = number" in changed["last-round-only"]
    conditions = bench[0].mutants(
        "conditions", "def f(n):\n    if n >= 3:\n        n = 1\n    else:\n        n = 2\n    return n"
    )
    assert "n > 3" in conditions["leaves-equal-out"]
    assert "else" not in conditions["runs-both-branches"]


REJECTED: dict[str, list[tuple[dict[str, Any], tuple[str, ...], str]]] = {
    "words": [
        ({"text": "This is easy: write count_up."}, (), "easy"),
        ({"text": "Write it\u202e."}, (), "can't be seen"),
        ({"text": "Write a function."}, (), "does not name the function"),
    ],
    "plain": [
        ({"reference": "import os\ndef count_up(limit, step):\n    return os.getpid()"}, (), "nothing else"),
        ({"reference": "def count_up(limit, step):\n    return limit.__class__"}, (), "the attribute '__class__'"),
        ({"reference": "def count_up(limit, step):\n    return open('x')"}, (), "a call of 'open'"),
        ({"reference": "def count_up(limit, step):\n    return 9 ** 9 ** 9"}, (), "powers"),
        ({"reference": "def count_up(limit, step):\n    return lambda: 1"}, (), "Lambda"),
        ({"reference": "def count_up("}, (), "not Python"),
        ({"tests": ["assert True", "assert count_up(1, 1) == 7"]}, (), "one assert that calls"),
    ],
    "independent": [({}, (REFERENCE.replace("number", "n").replace("total", "t"),), "with other names")],
    "agree": [
        ({}, (OTHER.replace("0, limit", "step, limit + 1"),), "two solutions differ for"),
        ({}, ("def count_up(limit, step):\n    while True:\n        limit += 1",), "end"),
        ({}, ("def count_up(limit, step):\n    return [limit][step]",), "a solution fails"),
        ({}, ("def count_up(limit, step):\n    return [0] * 900000000",), "fails"),
    ],
    "tests": [({"tests": [*TASK["tests"], "assert count_up(2, 1) == 9"]}, (), "assert count_up(2, 1) == 9")],
    "mutants": [
        ({"tests": ["assert count_up(0, 3) == 7", "assert count_up(1, 3) == 7"]}, (), "don't notice"),
        ({"misconception": "adds-where-it-counts"}, (), "changes nothing"),
    ],
}


@pytest.mark.parametrize(
    ("check", "change", "others", "words"),
    [(check, *row) for check, rows in REJECTED.items() for row in rows],
)
def test_a_task_is_rejected_by_the_check_that_is_for_it(bench, check, change, others, words) -> None:
    found = report(bench, change, *others)
    assert (found.accepted, found.check) == (False, check)
    assert words in found.words


@pytest.mark.parametrize("check", list(REJECTED))
def test_no_check_can_be_left_out(bench, check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change, others, _ = REJECTED[check][0]
    monkeypatch.delitem(CHECKS, check)  # type: ignore[arg-type]
    found = report(bench, change, *others)
    assert found.accepted or found.check != check


def test_every_check_rejects_something() -> None:
    assert list(REJECTED) == list(CHECKS)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"work": NaN}',
        b'{"a": 1, "a": 2}',
        json.dumps({**TASK, "tests": "assert"}).encode(),
        json.dumps({**TASK, "parameters": [{"name": "n", "kind": "float", "low": 0, "high": 1}]}).encode(),
        json.dumps({**TASK, "reference": "x" * 5000}).encode(),
        json.dumps({**TASK, "approved": True}).encode(),
    ],
)
def test_what_is_no_task_is_told(bench, raw: bytes) -> None:
    found = report(bench, raw)
    assert (found.accepted, found.task, found.check) == (False, None, "shape")
    assert found.words


def test_the_sandbox_holds_where_these_tests_run() -> None:
    assert cage_holds()
