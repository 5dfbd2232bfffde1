"""From the first sign-in to a skill mastered, through a hole and back, as one student and one teacher see it."""

from __future__ import annotations

import pytest
from card import Card
from desk import Desk
from playwright.sync_api import Page, expect
from served import Served
from watch import REFUSED_PAGE

pytestmark = pytest.mark.browser

BELOW = ("equal-parts", "name-fractions", "number-line")
SAYS = "You added the tops and you added the bottoms."


def test_a_student_meets_a_hole_closes_it_and_masters_the_skill(fractions_class: Served, sign_in, watch):
    watch.expected.append(REFUSED_PAGE)
    page = sign_in(fractions_class, "mia")
    card = Card(page, fractions_class.book, "mia")
    a_blocked_lesson_says_what_is_missing_and_leads_there(card, fractions_class)
    assert card.master() <= 8
    with Desk(fractions_class, "mia") as desk:
        for skill in BELOW:
            desk.master(skill)
    page.goto(f"{fractions_class.url}/lesson/09-add-like")
    missed = card.question()
    two_answers_of_one_mal_rule_name_the_hole(card)
    practice_ends_in_a_re_check_on_another_question(card, missed)
    page.goto(f"{fractions_class.url}/lesson/09-add-like")
    card.master()
    home_shows(page, fractions_class)
    the_teacher_sees_the_same(sign_in(fractions_class), page)


def a_blocked_lesson_says_what_is_missing_and_leads_there(card: Card, served: Served) -> None:
    card.page.goto(f"{served.url}/lesson/09-add-like")
    expect(card.part("prompt")).to_have_count(0)
    missing = card.page.locator("main")
    expect(missing).to_contain_text("Fractions on the number line")
    missing.get_by_role("link", name="Start with Equal parts").click()
    card.page.wait_for_url("**/lesson/01-equal-parts")
    expect(card.part("prompt")).to_be_visible()


def two_answers_of_one_mal_rule_name_the_hole(card: Card) -> None:
    card.mistaken("adds-across")
    expect(card.part("feedback")).to_contain_text(SAYS)
    card.part("again").click()
    card.right()
    card.next()
    assert card.book.asked("mia", card.question())["purpose"] == "separate"
    card.miss_then_right("adds-across")
    card.next()
    expect(card.root).to_have_attribute("data-state", "detour")
    expect(card.root).to_contain_text("Naming fractions")


def practice_ends_in_a_re_check_on_another_question(card: Card, missed: str) -> None:
    card.part("next").click()
    card.page.wait_for_url("**/practice?hole=name-fractions")
    expect(card.page.locator("main")).to_contain_text(SAYS)
    while card.book.asked("mia", question := card.question())["purpose"] == "practise":
        card.right()
        card.next()
    asked = card.book.asked("mia", question)
    assert (asked["purpose"], asked["skill"]) == ("recheck", "add-like")
    assert asked["fingerprint"] != card.book.asked("mia", missed)["fingerprint"]
    card.right()
    expect(card.part("feedback")).to_contain_text("Naming fractions")


def home_shows(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/home")
    for skill in (*BELOW, "add-like"):
        expect(page.locator(f'[data-skill="{skill}"][data-state="mastered"]').first).to_be_attached()
    recovered = page.get_by_role("heading", name="What you recovered").locator("..")
    expect(recovered).to_contain_text("Naming fractions")


def the_teacher_sees_the_same(teacher: Page, student: Page) -> None:
    nodes = student.locator("[data-skill][data-state]").all()
    assert len(nodes) >= 11
    for node in nodes:
        skill, state = node.get_attribute("data-skill"), node.get_attribute("data-state")
        cell = teacher.locator(f'[data-student="mia"][data-skill="{skill}"]').first
        expect(cell).to_have_attribute("data-state", state or "")
