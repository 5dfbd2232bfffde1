"""The measured tables of the docs are those the benchmarks kept, all of them, with their day and command."""

from __future__ import annotations

import re

import placement
import pytest
from figures import kept, measured

NAMES = ("learner_model", "placement", "review")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_every_kept_figure(name: str) -> None:
    report, page = kept(name), measured(name)
    lines = {tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in page.splitlines() if "|" in line}
    assert {tuple(row) for table in report["tables"] for row in table["rows"]} <= lines
    assert len([line for line in lines if line[0] in report["figures"]]) == len(report["figures"])
    assert f"`{report['command']}` on {report['at']}" in page
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report["at"])
    assert page.count("**missed**") == sum(not figure["ok"] for figure in report["figures"].values())


def test_a_kept_run_was_a_whole_one_and_tells_nothing_of_its_machine() -> None:
    for name in NAMES:
        assert not re.search(r"--quick|/(home|root|tmp|work)/", str(kept(name)))


def test_every_setting_of_placement_is_in_its_tables() -> None:
    titles = [table["title"] for table in kept("placement")["tables"]]
    assert titles == [f"{size} skills" for size in placement.SIZES]
    for table in kept("placement")["tables"]:
        assert tuple(table["head"]) == placement.HEAD
        assert [row[0] for row in table["rows"]] == [each.name for each in (*placement.EVERYWHERE, *placement.HARDER)]
