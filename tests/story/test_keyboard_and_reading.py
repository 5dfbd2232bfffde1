"""Keyboard alone is enough, and what a screen reader needs is there."""

from __future__ import annotations

import pytest
from keyboard import FOCUS_IS_ON, FOCUS_IS_SEEN, answer_by_keyboard, tab_to
from playwright.sync_api import expect
from served import Served
from watch import REFUSED_PAGE

pytestmark = pytest.mark.browser

NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href]')]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.labels?.length || e.ariaLabel || e.getAttribute('aria-labelledby') || e.textContent.trim()
    || e.title || e.querySelector('img[alt]:not([alt=""]), svg[aria-label]')))
  .map(e => e.outerHTML.slice(0, 120))"""
SILENT_PICTURES = """() => [...document.querySelectorAll('svg, img')]
  .filter(e => !e.closest('[aria-hidden=true]') && !e.ariaLabel && !e.getAttribute('aria-labelledby')
    && !e.querySelector(':scope > title') && e.getAttribute('alt') === null && e.checkVisibility())
  .map(e => e.outerHTML.slice(0, 120))"""
LIVE_WITH = """text => [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')]
  .filter(e => e.textContent.includes(text)).length"""


def test_a_lesson_is_mastered_by_keyboard_alone(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "dan", "01-parts")
    for _ in range(8):
        answer_by_keyboard(card)
        expect(card.part("feedback")).to_have_attribute("data-verdict", "right")
        expect(card.part("next")).to_be_focused()
        assert card.page.evaluate(FOCUS_IS_SEEN)
        closed = card.question()
        card.page.keyboard.press("Enter")
        expect(card.root.and_(card.page.locator(f'[data-question-id="{closed}"]'))).to_have_count(0)
        if card.root.get_attribute("data-state") == "done":
            break
    expect(card.root).to_have_attribute("data-state", "done")


def test_a_hint_opens_and_closes_by_keyboard(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "eve", "01-parts")
    card.question()
    tab_to(card.page, "hint")
    card.page.keyboard.press("Enter")
    expect(card.root.locator(".hint")).to_have_count(1)
    card.page.keyboard.press("Escape")
    expect(card.root.locator(".hint")).to_be_hidden()


def test_what_cannot_be_read_counts_for_nothing_and_keeps_what_was_typed(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "finn", "01-parts")
    while card.kind() == "choice":
        card.right()
        card.next()
    before = len([e for e in card.book.events("finn", "answered") if e["body"]["verdict"] != "unreadable"])
    card.part("answer").fill("3//4")
    card.page.keyboard.press("Enter")
    expect(card.part("feedback")).to_have_attribute("data-verdict", "unreadable")
    expect(card.part("answer")).to_have_value("3//4")
    assert card.page.evaluate(FOCUS_IS_ON, "answer")
    after = [e for e in card.book.events("finn", "answered") if e["body"]["verdict"] != "unreadable"]
    assert len(after) == before


@pytest.mark.parametrize("path", ["/home", "/lesson/01-parts", "/lesson/02-add-like", "/practice"])
def test_pages_can_be_read_aloud(tiny_class: Served, sign_in, watch, path):
    watch.expected.append(REFUSED_PAGE)
    page = sign_in(tiny_class, "gus")
    page.goto(tiny_class.url + path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SILENT_PICTURES) == []


def test_the_teachers_page_can_be_read_aloud(tiny_class: Served, sign_in):
    page = sign_in(tiny_class)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(NAMELESS) == []


def test_a_verdict_is_said_in_one_place(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "jon", "01-parts")
    card.right()
    assert card.page.evaluate(LIVE_WITH, "Yes, ") == 1
