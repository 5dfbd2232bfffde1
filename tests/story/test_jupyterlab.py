"""The same check in JupyterLab, where an author tries a lesson against a LocalTutor in the notebook's own kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from card import Card
from lab import KernelBook, Lab
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(tmp_path: Path, write_tiny_course: Callable[[Path], Path]) -> Iterator[Lab]:
    """A JupyterLab over the tiny course."""
    lab = Lab(write_tiny_course(tmp_path / "course"), tmp_path / "home")
    try:
        yield lab.start()
    finally:
        lab.stop()


def test_an_author_works_a_check_in_jupyterlab(lab: Lab, window, watch):
    watch.expected.append(r"^(?!.*gapless)")  # JupyterLab's own console is its own affair
    page = window().new_page()
    page.goto(f"{lab.url}/lab/tree/lessons/02-add-like.ipynb")
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    check = page.locator(".jp-CodeCell .cm-content", has_text="MasteryCheck(")
    check.click()
    page.keyboard.press("Shift+Enter")
    card = Card(page, KernelBook(lab.course, lab), "author")
    expect(card.part("prompt")).to_be_visible(timeout=60_000)
    card.mistaken("adds-across")
    expect(card.part("feedback")).to_contain_text("You added the tops and the bottoms.")
    card.part("again").click()
    card.right()
    card.next()
    card.master()
    expect(card.root).to_contain_text("Adding like fractions")
