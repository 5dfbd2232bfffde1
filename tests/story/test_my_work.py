"""My work: a student takes a notebook home, hands it in, and reads how it stands; graded, a miss leads to practice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assignments import ALL_RIGHT, STEPS, TICKET_HALF, filled, gapless
from playwright.sync_api import Page
from served import Served, new_class
from watch import Watch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def steps_class(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served class over python-steps, its assignments handed out."""
    folder = tmp_path_factory.mktemp("steps") / "class"
    served = new_class(folder, STEPS, ("mia",))
    from gapless.graders.batches import release

    release(folder, STEPS, ("first-steps", "loops"))
    try:
        yield served.start()
    finally:
        served.stop()


def test_a_student_takes_a_notebook_hands_it_in_and_sees_its_marks(
    steps_class: Served, sign_in: Callable[..., Page], tmp_path: Path
):
    page = sign_in(steps_class, "mia")
    page.get_by_role("link", name="My work").click()
    card = page.locator('[data-assignment="first-steps"]')
    with page.expect_download() as got:
        card.get_by_role("link", name="Get steps.ipynb").click()
    handout = got.value.path().read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in handout and "BEGIN HIDDEN TESTS" not in handout
    mine = tmp_path / "my steps (1).ipynb"
    mine.write_text(filled(steps_class.folder, {**ALL_RIGHT, "ticket": TICKET_HALF}), encoding="utf-8")
    card.locator('[data-gapless="hand-in"]').set_input_files(mine)
    page.locator('[data-assignment="first-steps"][data-state="handed-in"]').wait_for()
    assert re.search(r"\b[0-9a-f]{12}\b", card.inner_text())
    assert "passed" not in card.inner_text()
    assert gapless("grade", steps_class.folder, "first-steps").code == 0
    page.reload()
    page.locator('[data-assignment="first-steps"][data-state="graded"]').wait_for()
    assert card.get_by_role("link", name="Practise it now").count() == 1
    card.get_by_role("link", name="What came back on steps.ipynb").click()
    page.locator("#ticket-test").get_by_text("2 of 4").wait_for()
    assert "HIDDEN" not in page.content()


def test_what_is_no_notebook_is_told_kindly(steps_class: Served, sign_in: Callable, watch: Watch, tmp_path: Path):
    watch.expected.append("status of 400")  # Chromium logs every refused request
    page = sign_in(steps_class, "mia")
    page.goto(f"{steps_class.url}/work")
    card = page.locator('[data-assignment="loops"]')
    stray = tmp_path / "holiday.ipynb"
    stray.write_text("not a notebook", encoding="utf-8")
    card.locator('[data-gapless="hand-in"]').set_input_files(stray)
    said = card.locator('[data-gapless="receipt"]')
    said.filter(has_text=re.compile("notebook")).wait_for()
