"""Placement as a student plays it: from the invitation to the map, by keys alone and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from card import Card
from keyboard import FOCUS_IS_ON, FOCUS_IS_SEEN, answer_by_keyboard, tab_to
from playwright.sync_api import Page, expect
from served import Served

from gapless.authoring import load_course

pytestmark = pytest.mark.browser

GRADES = {
    skill.id: skill.grade
    for skill in load_course(Path(__file__).resolve().parents[2] / "courses" / "fractions").skills.values()
}
NO_VERDICT = (
    "() => !document.querySelector('[data-verdict], .solution') && !/\\bYes\\b|Not yet/.test(document.body.innerText)"
)
NO_WIDER = "() => document.documentElement.scrollWidth <= innerWidth"


def knows(card: Card) -> bool:
    """Whether a student who has learned all of grade 3 knows what is asked."""
    return GRADES[card.book.asked(card.student, card.question())["skill"]] <= 3


def next_or_map(page: Page, answered: str) -> bool:
    """Wait for what follows an answer; whether it is another question."""
    page.locator(f'[data-question-id]:not([data-question-id="{answered}"]), .skill-row').first.wait_for()
    return page.locator(".skill-row").count() == 0


def press(page: Page, hook: str) -> None:
    """Tab to this part, then Enter."""
    tab_to(page, hook, limit=120)
    page.keyboard.press("Enter")


def begin(page: Page, served: Served, student: str) -> Card:
    expect(page.locator("main")).to_contain_text("About 12 questions.")
    press(page, "placement")
    page.wait_for_url("**/placement")
    page.locator('[data-gapless="begin"]').wait_for()
    press(page, "begin")
    return Card(page, served.book, student)


def pause_and_come_back(card: Card) -> None:
    question = card.question()
    press(card.page, "pause")
    card.page.wait_for_url("**/home")
    expect(card.page.locator('[data-gapless="next-card"]')).to_contain_text("Answers so far: 2.")
    press(card.page, "next")
    card.page.wait_for_url("**/placement")
    assert card.question() == question


def test_placement_by_keyboard_alone_with_a_pause(fractions_class: Served, sign_in):
    page = sign_in(fractions_class, "cleo")
    card = begin(page, fractions_class, "cleo")
    asked = [card.question()]
    expect(page.locator('[data-gapless="hint"]')).to_be_hidden()
    while True:
        if len(asked) == 3:
            pause_and_come_back(card)
        if knows(card):
            answer_by_keyboard(card)
        else:
            press(page, "show")
        if not next_or_map(page, asked[-1]):
            break
        asked.append(card.question())
        assert page.evaluate(NO_VERDICT)
        expect(page.get_by_role("status").filter(has_text=f"Question {len(asked)}")).to_be_visible()
    assert 8 <= len(asked) <= 15
    expect(page.get_by_role("heading", name="Where you stand")).to_be_focused()
    reasons_and_a_second_look(card)


def reasons_and_a_second_look(card: Card) -> None:
    page = card.page
    row = page.locator('.skill-row[data-skill="equal-parts"]')
    expect(row).to_contain_text("you know this")
    expect(row).to_contain_text("% sure")
    press(page, "why")
    expect(row.locator(".answer-line").first).to_be_visible()
    press(page, "look")
    assert card.book.asked("cleo", card.question())["skill"] == "equal-parts"
    answer_by_keyboard(card)
    expect(page.locator('.skill-row[data-skill="equal-parts"] [data-gapless="look"]')).to_be_focused()
    assert page.evaluate(FOCUS_IS_ON, "look")
    assert page.evaluate(FOCUS_IS_SEEN)


def test_placement_on_a_phone_and_what_the_teacher_sees(fractions_class: Served, sign_in):
    page = sign_in(fractions_class, "dan", width=390)
    page.goto(f"{fractions_class.url}/placement")
    page.locator('[data-gapless="begin"]').click()
    card, question = Card(page, fractions_class.book, "dan"), ""
    while next_or_map(page, question):
        question = card.question(question)
        assert page.evaluate(NO_WIDER)
        if knows(card):
            card.give(card.key())
        else:
            card.part("show").click()
    assert page.evaluate(NO_WIDER)
    page.goto(f"{fractions_class.url}/home")
    expect(page.locator('[data-skill="equal-parts"][data-state="placed"]').first).to_be_attached()
    teacher = sign_in(fractions_class)
    expect(teacher.locator('[data-student="dan"][data-skill="equal-parts"]')).to_have_attribute("data-state", "placed")
    before = fractions_class.book.print(of="dan")
    teacher.goto(f"{fractions_class.url}/as/dan/placement")
    expect(teacher.locator(".skill-row").first).to_be_visible()
    expect(teacher.locator('[data-gapless="look"]')).to_have_count(0)
    assert fractions_class.book.print(of="dan") == before
