"""A day as a student lives it: the look back that Home plans, the day's numbers, and what the teacher sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from card import Card
from keyboard import answer_by_keyboard, tab_to
from playwright.sync_api import Page, expect
from served import Served, new_class

from gapless.authoring import ItemBank, load_course
from gapless.records import Records
from gapless.tutor import Tutor
from gapless.tutor.history import Clock, Turn, play

pytestmark = pytest.mark.browser

FRACTIONS = Path(__file__).resolve().parents[2] / "courses" / "fractions"
NO_WIDER = "() => document.documentElement.scrollWidth <= innerWidth"
SKILLS = ("equal-parts", "equal-groups", "name-fractions", "number-line")


@pytest.fixture(scope="module")
def week_old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A class in which Mia and Ada mastered four skills nine days ago."""
    served = new_class(tmp_path_factory.mktemp("week") / "class", FRACTIONS, ("mia", "ada"))
    records, clock = Records.open(served.folder / "records.sqlite"), Clock(datetime.now(UTC) - timedelta(days=9))
    with ItemBank(FRACTIONS) as bank:
        tutor = Tutor(load_course(FRACTIONS), bank, records, clock, Random(5))
        for student in ("mia", "ada"):
            play(tutor, student, [Turn(skill) for skill in SKILLS], clock)
    records.close()
    try:
        yield served.start()
    finally:
        served.stop()


def look_back(card: Card) -> list[str]:
    """Answer every question of the mixed check by keys; the skills asked, in order."""
    asked, question = [], ""
    while True:
        fresh = card.page.locator(f'[data-question-id]:not([data-question-id="{question}"]), [data-state="done"]')
        fresh.first.wait_for()
        if card.root.get_attribute("data-state") == "done":
            return asked
        question = card.question()
        asked.append(card.root.get_attribute("data-skill") or "")
        answer_by_keyboard(card)
        expect(card.part("feedback")).to_have_attribute("data-verdict", "right")
        expect(card.part("next")).to_be_focused()
        card.page.keyboard.press("Enter")


def spent(served: Served, student: str) -> list[dict[str, Any]]:
    return [event["body"] for event in served.book.events(student, "spent")]


@pytest.mark.parametrize(("student", "width", "dark"), [("mia", 390, True), ("ada", 1280, False)])
def test_a_look_back_by_keys_and_the_day_it_makes(week_old: Served, sign_in: Any, student: str, width: int, dark: bool):
    page: Page = sign_in(week_old, student, width=width, dark=dark)
    card = page.locator('[data-gapless="next-card"]')
    expect(card).to_contain_text("Look back:")
    assert page.evaluate(NO_WIDER)
    tab_to(page, "next", limit=60)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    asked = look_back(Card(page, week_old.book, student))
    assert 1 <= len(asked) <= len(SKILLS)
    assert all(one != other for one, other in pairwise(asked))
    expect(page.locator("main")).to_contain_text("Nothing more is due today")
    assert page.evaluate(NO_WIDER)

    page.goto(f"{week_old.url}/day")
    expect(page.locator(".recovered-row").first).to_contain_text("Shown again after a week: kept.")
    expect(page.locator('[data-gapless="number-xp"]')).to_contain_text("in all")
    why = page.locator('[data-gapless="number-focused"] [data-gapless="why"]')
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-gapless="number-focused"]')).to_contain_text("within the last minute")
    assert page.evaluate(NO_WIDER)
    assert spent(week_old, student), "leaving the page of the look back told how long it was in use"


def test_the_teacher_sees_the_same_numbers_and_looks_on_without_a_trace(week_old: Served, sign_in: Any):
    page: Page = sign_in(week_old)
    page.locator('[data-gapless="days"] summary').click()
    row = page.locator('.days-table tr[data-student="mia"]')
    expect(row).to_contain_text("Mia")
    row.locator('[data-gapless="why"]').nth(3).click()
    expect(page.locator(".days-reason:visible")).to_contain_text("1 XP is one planned minute of work.")
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate(NO_WIDER)
    before = len(spent(week_old, "mia"))
    page.goto(f"{week_old.url}/as/mia/day")
    expect(page.locator('[data-gapless="day-words"]')).to_contain_text("minutes")
    page.goto(f"{week_old.url}/as/mia/review")
    expect(page.locator('[data-gapless="check"]')).to_have_attribute("data-state", "done")
    page.goto(f"{week_old.url}/class")
    assert len(spent(week_old, "mia")) == before
