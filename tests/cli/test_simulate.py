"""`gapless simulate`: a table of schools, with what it can't show."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from commands import Gapless


def test_a_table_as_json_and_a_picture(gapless: Gapless, tiny_course: Path, tmp_path: Path) -> None:
    ran = gapless("simulate", tiny_course, "--students", "2", "--json", "--plot", tmp_path / "out.svg")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    table = told["worlds"]["as assumed"]
    assert [row["school"] for row in table] == [
        "by the clock",
        "group mastery",
        "gapless",
        "gapless, no gate",
        "gapless, no holes",
        "gapless, no review",
        "gapless, no placement",
    ]
    assert list(told["worlds"]) == ["as assumed", "learning half as fast", "slipping twice as often"]
    assert told["caveat"].startswith("What this can't show")
    picture = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert "Hedges' g" in picture.attrib["aria-label"]


def test_a_folder_without_a_course_is_told(gapless: Gapless, tmp_path: Path) -> None:
    ran = gapless("simulate", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "course.toml" in ran.err
