"""A course folder with one assignment of two notebooks, and submissions to it that differ as those of a class do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

ASSIGNMENT = "ps1"
Facts = dict[str, Any]


def cell(kind: str, text: str, id: str = "", **facts: Any) -> Facts:
    """A cell of nbformat's; with an id it is one of nbgrader's."""
    known = {"grade": False, "locked": False, "solution": False, "schema_version": 3, "task": False, **facts}
    one: Facts = {"cell_type": kind, "metadata": {"nbgrader": {**known, "grade_id": id}} if id else {}, "source": text}
    return {**one, "execution_count": None, "outputs": []} if kind == "code" else one


def answer(id: str, text: str) -> Facts:
    """A cell for the student to fill; what stands between the marks is the author's own answer."""
    head, _, body = text.partition("\n")
    return cell("code", f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION", id, solution=True)


def test(id: str, points: float, text: str, hidden: str = "") -> Facts:
    """A test cell."""
    more = f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS" if hidden else ""
    return cell("code", text + more, id, grade=True, locked=True, points=points)


NOTEBOOKS: Mapping[str, Sequence[Facts]] = {
    "numbers": [
        cell("markdown", "# Numbers\n\nFill the cells in. Run the checks below each of them.", "intro", locked=True),
        cell("code", "import math\n\nLIMIT = 1000", "setup", locked=True),
        answer("squares", "def squares(n):\n    return [i * i for i in range(1, n + 1)]"),
        test("squares-test", 2, "assert squares(1) == [1]\nassert squares(3) == [1, 4, 9]", "assert squares(0) == []"),
        answer("total", "def total(n):\n    return sum(squares(n))"),
        test("total-test", 3, "assert total(3) == 14", "for n in range(20):\n    assert total(n) == sum(squares(n))"),
        answer("primes", "def primes(n):\n    return [p for p in range(2, n) if all(p % q for q in range(2, p))]"),
        test(
            "primes-test",
            4,
            "good = sum(primes(n) == want for n, want in [(2, []), (5, [2, 3]), (10, [2, 3, 5, 7])])\ngood + 1",
        ),
        cell("markdown", "Why is 1 no prime?", "why", grade=True, solution=True, points=2),
    ],
    "texts": [
        cell("markdown", "# Texts", "head", locked=True),
        answer("backwards", "def backwards(text):\n    return text[::-1]"),
        test("backwards-test", 1, 'assert backwards("abc") == "cba"', 'assert backwards("") == ""'),
        answer("count", "def count(text):\n    return {letter: text.count(letter) for letter in text}"),
        test("count-test", 3, 'assert count("aab") == {"a": 2, "b": 1}\nassert count("é")["é"] == 1'),
        cell(
            "code",
            'print(backwards("drawer"))\nfor letter, times in count("banana").items():\n    print(letter, times)',
        ),
        answer("longest", "def longest(words):\n    return max(words, key=len)"),
        test("longest-test", 2, 'assert longest(["a", "bbb", "cc"]) == "bbb"', 'assert longest(["x"]) == "x"'),
    ],
}

# What students write: mostly right, some wrong, some that raises or prints.
WRITTEN: Mapping[str, Sequence[str]] = {
    "squares": [
        "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]",
        "def squares(n):\n    all = []\n    for i in range(n):\n        all.append((i + 1) ** 2)\n    return all",
        "def squares(n):\n    return [i ** 2 for i in range(n)]",
        "def squares(n):\n    return n.squares",
    ],
    "total": [
        "def total(n):\n    return sum(squares(n))",
        "def total(n):\n    print('adding', n)\n    return sum(i * i for i in range(n + 1))",
        "def total(n):\n    return n * n",
    ],
    "primes": [
        "def primes(n):\n    return [p for p in range(2, n) if all(p % q for q in range(2, p))]",
        "def primes(n):\n    return [p for p in range(3, n) if p % 2]",
        "def primes(n):\n    return [2, 3]",
    ],
    "why": ["A prime has two divisors, and 1 has one.", "Weil sie nur einen Teiler hat – die 1.", ""],
    "backwards": ["def backwards(text):\n    return ''.join(reversed(text))", "def backwards(text):\n    return text"],
    "count": [
        "def count(text):\n    from collections import Counter\n    return dict(Counter(text))",
        "def count(text):\n    found = {}\n    for letter in text:\n        found[letter] = found.get(letter, 0) + 1\n"
        "    return found",
        "def count(text):\n    return len(text)",
    ],
    "longest": [
        "def longest(words):\n    return sorted(words, key=len)[-1]",
        "def longest(words):\n    return words[0]",
    ],
}


def make_course(folder: Path, submissions: int, nbgrader: Callable[..., None]) -> Path:
    """The folder, its assignment released, its submissions in place."""
    for name, cells in NOTEBOOKS.items():
        _write(folder / "source" / ASSIGNMENT / f"{name}.ipynb", list(cells))
    (folder / "source" / ASSIGNMENT / "words.txt").write_text("one\ntwo\n", encoding="utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    rng = Random(5)
    for number in range(submissions):
        _hand_in(folder, f"student{number:03}", rng)
    return folder


def _hand_in(folder: Path, student: str, rng: Random) -> None:
    place = folder / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True)
    for name in NOTEBOOKS:
        path = folder / "release" / ASSIGNMENT / f"{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for one in notebook["cells"]:
            texts = WRITTEN.get(one["metadata"].get("nbgrader", {}).get("grade_id", ""))
            if texts:
                text = rng.choice(texts)
                one["source"] = text or one["source"]
        (place / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    (place / "timestamp.txt").write_text("2026-11-20 08:00:00 UTC", encoding="utf-8")


def _write(path: Path, cells: Sequence[Facts]) -> None:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
