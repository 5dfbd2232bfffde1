"""The python-steps course: its questions tell the truth about Python, its mal-rules lead where a beginner ends up."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gapless.authoring import ItemBank, Made, check_course, load_course
from gapless.graders import judge
from gapless.mastery.values import Course

COURSE = Path(__file__).parents[2] / "courses" / "python-steps"
SEEDS = 40

# item, a line of its program, what a beginner types, the mal-rule behind it
WORKED = [
    ("copied_value", r"(?P<a>\w+) = (\d+)\n\w+ = (?P=a)\n(?P=a) = (?P<given>\d+)", "names-stay-linked"),
    ("what_is_left", r"print\((\d+) % (\d+)\)", "mixes-quotient-and-rest"),
    ("times_before_plus", r"print\((\d+) \+ (\d+) \* (\d+)\)", "left-to-right"),
    ("last_number", r"range\(\d+, (?P<given>\d+)\)", "range-holds-its-end"),
    ("sum_of_a_list", r"for n in \[.*, (?P<given>\d+)\]", "last-round-only"),
]


@pytest.fixture(scope="module")
def bank() -> Iterator[ItemBank]:
    with ItemBank(COURSE, deadline=10) as opened:
        yield opened


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(COURSE)


def program(made: Made) -> str:
    found = re.search(r"```python\n(.*?)\n```", made.prompt, re.DOTALL)
    assert found
    return found[1]


def printed(code: str) -> tuple[list[str], dict[str, object]]:
    """What Python itself prints, and what the names hold afterwards."""
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, names)
    return out.getvalue().split("\n")[:-1], names


def truth(made: Made) -> str:
    """The answer, found by running the program of the prompt."""
    lines, names = printed(program(made))
    if "How many lines" in made.prompt:
        return str(len(lines))
    asked = re.search(r"What does `(\w+)` hold", made.prompt)
    if asked:
        return str(names[asked[1]])
    if "What do the names hold" in made.prompt:
        first, second = dict.fromkeys(re.findall(r"^(\w+) =", program(made), re.MULTILINE))
        return f"`{first}` holds {names[first]}, `{second}` holds {names[second]}"
    return lines[-1] if made.kind == "number" else ", ".join(lines)


def test_the_course_is_proved() -> None:
    assert check_course(COURSE, seeds=30, lesson_runner=lambda course, file: ()) == []


def test_every_key_is_what_python_gives(bank: ItemBank) -> None:
    for item in bank.items:
        for seed in range(SEEDS):
            made = bank.make(item.id, seed)
            verdict = judge(made.kind, truth(made), made.key, made.mistakes, options=made.options).verdict
            assert verdict == "right", f"{item.id}, seed {seed}: {made.prompt}"


@pytest.mark.parametrize(("item", "pattern", "misconception"), WORKED)
def test_a_mal_rule_is_what_a_beginner_types(bank: ItemBank, item: str, pattern: str, misconception: str) -> None:
    made = bank.make(item, 3)
    found = re.search(pattern, program(made))
    assert found
    numbers = [int(one) for one in found.groups() if one and one.isdigit()]
    given = {
        "what_is_left": lambda: numbers[0] // numbers[1],
        "times_before_plus": lambda: (numbers[0] + numbers[1]) * numbers[2],
    }.get(item, lambda: int(found["given"]))()
    assert judge(made.kind, str(given), made.key, made.mistakes).misconception == misconception


def test_every_skill_has_two_shapes(bank: ItemBank, course: Course) -> None:
    shapes = {skill: {item.shape for item in bank.items if item.skill == skill} for skill in course.skills}
    assert all(len(found) >= 2 for found in shapes.values())


def test_each_assignment_has_partial_credit_hidden_tests_and_a_question_by_hand(course: Course) -> None:
    assert set(course.assignments) == {"first-steps", "loops"}
    for assignment in course.assignments.values():
        (name,) = assignment.notebooks
        path = COURSE / "assignments" / assignment.id / f"{name}.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        graded = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]
        assert any(cell["metadata"]["nbgrader"]["solution"] for cell in graded)
        sources = ["".join(cell["source"]) for cell in graded if cell["cell_type"] == "code"]
        assert all("### BEGIN HIDDEN TESTS" in source for source in sources)
        assert any(source.endswith("\nmarks") for source in sources)
        assert set(assignment.cells.values()) <= set(course.skills)
