"""The page about marks names every construct that makes a test weak, and every technique that was tried."""

from __future__ import annotations

from pathlib import Path

from redteam import attacks

from gapless.graders.strict.constructs import COMPARES, CONSTRUCTS, OTHER

PAGE = (Path(__file__).parents[2] / "docs" / "marks.md").read_text(encoding="utf-8")
PLAIN = PAGE.replace("`", "")


def test_each_construct_stands_there_with_its_rewording() -> None:
    constructs = (COMPARES, *CONSTRUCTS, OTHER)
    assert [each.id for each in constructs if f"| {each.what.removeprefix('it ')} | {each.remedy} |" not in PLAIN] == []


def test_each_technique_stands_there() -> None:
    named = {
        word.strip()
        for line in PAGE.splitlines()
        if line.startswith("| ")
        for word in line[2:].split("|")[0].split(",")
    }
    assert {attack.technique for attack in attacks()} <= named
