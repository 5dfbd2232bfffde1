"""From an empty folder to a student who masters a skill by a question that was written a minute before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Page, expect
from served import Served, new_class

pytestmark = pytest.mark.browser

ITEM = """

@item(skill="doubles", shape="story")
def two_boxes(rng):
    n = rng.randint(4, 60)
    return Question(
        f"There are two boxes with ${n}$ pens each. How many pens are there?",
        answer=2 * n,
        mistakes={"adds-two": n + 2},
        hints=["Take the pens of one box twice.", f"Add ${n} + {n}$."],
        solution=f"${n} + {n} = {2 * n}$ pens.",
    )
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course made by the command line."""
    subprocess.run([sys.executable, "-m", "gapless", "new", "course", str(tmp_path / "doubling")], check=True)
    return tmp_path / "doubling"


@pytest.fixture
def lab(course: Path, tmp_path: Path) -> Iterator[Lab]:
    """`gapless lab` over it."""
    lab = Lab(course, tmp_path / "home", ("gapless", "lab", str(course), "--no-browser", "--"))
    try:
        yield lab.start()
    finally:
        lab.stop()


@pytest.fixture
def served(course: Path, tmp_path: Path) -> Iterator[Served]:
    """A class over it, not yet served."""
    served = new_class(tmp_path / "class", course, ("mia",))
    yield served
    served.stop()


def test_a_teacher_writes_an_item_and_a_student_masters_its_skill(lab: Lab, served: Served, window, watch, open_lesson):
    watch.expected.append(r"^(?!.*gapless)")  # JupyterLab's own console is its own affair
    page = window().new_page()
    page.goto(f"{lab.url}/lab/tree/lessons/01-doubles.ipynb")
    the_teacher_types_an_item_and_runs_its_cell(page)
    its_preview_tells_what_students_meet_and_what_mistakes_lead_to(page)
    page.locator(".jp-NotebookPanel-toolbar").get_by_role("button", name="Save").click()
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    served.start()
    card = open_lesson(served, "mia", "01-doubles")
    assert card.master() <= 8
    asked = [event["body"]["item"] for event in served.book.events("mia", "asked")]
    assert "two_boxes" in asked


def the_teacher_types_an_item_and_runs_its_cell(page: Page) -> None:
    cell = page.locator(".jp-CodeCell .cm-content", has_text="def double_it")
    # What is run before the kernel is there may be lost.
    expect(page.locator("#jp-bottom-panel")).to_contain_text("Python 3 (gapless) | Idle", timeout=60_000)
    cell.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(ITEM)
    page.keyboard.press("Control+Enter")


def its_preview_tells_what_students_meet_and_what_mistakes_lead_to(page: Page) -> None:
    bench = page.locator('[data-gapless="bench"][data-item="two_boxes"]')
    expect(bench.locator('[data-gapless="prompt"]')).to_contain_text("pens each", timeout=60_000)
    expect(bench.locator('[data-gapless="no-fault"]')).to_be_visible()
    wrong = bench.locator('[data-gapless="wrong-answer"][data-misconception="adds-two"]')
    expect(wrong).to_contain_text("You added 2 to the number.")
    expect(wrong).to_contain_text("Doubling numbers")
    seed, prompt = bench.locator('[data-gapless="seed"]'), bench.locator('[data-gapless="prompt"]')
    shown = prompt.inner_text()
    bench.locator('[data-gapless="next-seed"]').click()
    expect(seed).to_have_text("seed 1")
    expect(prompt).not_to_have_text(shown)
    bench.locator('[data-gapless="answer"]').fill("3//4")
    bench.locator('[data-gapless="submit"]').click()
    expect(bench.locator('[data-gapless="feedback"]')).to_have_attribute("data-verdict", "unreadable")
