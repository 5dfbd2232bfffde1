"""A hole with its evidence, its chance and its next step; a student says "I think I know this"."""

from __future__ import annotations

import pytest
from card import Card
from desk import Desk
from playwright.sync_api import Page, expect
from served import Served

pytestmark = pytest.mark.browser

BELOW = ("equal-parts", "name-fractions", "number-line")


def dig(served: Served, student: str) -> None:
    """Two answers that add across: naming fractions is a confirmed hole."""
    with Desk(served, student) as desk:
        for skill in BELOW:
            desk.master(skill)
        for _ in range(2):
            question = desk.next("add-like")["question"]["question_id"]
            desk.answer(question, served.book.asked(student, question)["snapshot"]["mistakes"]["adds-across"])
            desk.right(question)
        assert desk.next("add-like")["state"] == "detour"


def practice(page: Page, served: Served, student: str) -> Card:
    page.goto(f"{served.url}/practice?hole=name-fractions")
    card = Card(page, served.book, student)
    assert served.book.asked(student, card.question())["purpose"] == "practise"
    return card


def contest(card: Card) -> None:
    before = card.question()
    card.page.get_by_role("button", name="I think I know this").click()
    assert card.book.asked(card.student, card.question(after=before))["purpose"] == "contest"


def test_a_student_contests_a_hole_and_one_right_answer_closes_it(fractions_class: Served, sign_in):
    dig(fractions_class, "ben")
    page = sign_in(fractions_class, "ben", width=390)
    card = practice(page, fractions_class, "ben")
    facts = page.locator('[data-gapless="hole-facts"]')
    expect(facts).to_contain_text("Do you know Naming fractions? One right answer without a hint closes this at once.")
    facts.get_by_role("button", name="in 100").click()
    why = page.locator(".why-words")
    expect(why).to_contain_text("in 100 that this is missing")
    expect(why.locator(".answer-line")).to_have_count(2)
    expect(why.locator(".answer-line").first).to_contain_text("Fits the idea.")
    contest(card)
    card.right()
    expect(card.part("feedback")).to_contain_text("You know it: Naming fractions. The hole is closed.")
    card.next()
    expect(card.root).to_have_attribute("data-state", "done")
    expect(card.root).to_contain_text("Naming fractions: closed")
    page.goto(f"{fractions_class.url}/home")
    expect(page.locator('[data-skill="name-fractions"][data-state="mastered"]').first).to_be_attached()


def test_a_contest_that_is_missed_leaves_the_hole_and_its_practice(fractions_class: Served, sign_in):
    dig(fractions_class, "cleo")
    page = sign_in(fractions_class, "cleo", width=1280)
    card = practice(page, fractions_class, "cleo")
    contest(card)
    card.miss()
    card.part("show").click()
    card.next()
    assert card.book.asked("cleo", card.question())["purpose"] == "practise"
    page.reload()
    expect(page.locator('[data-gapless="hole-facts"]')).to_contain_text("Then one right answer on")
    expect(page.get_by_role("button", name="I think I know this")).to_have_count(0)
    expect(page.locator(".evidence-card")).to_have_count(3)
    the_teacher_reads_the_same(sign_in(fractions_class))


def the_teacher_reads_the_same(page: Page) -> None:
    page.locator('[data-gapless="cell"][data-student="cleo"][data-skill="name-fractions"]').click()
    drawer = page.locator('[data-gapless="drawer"]')
    expect(drawer).to_contain_text("Mastery of Naming fractions, then a right first answer on")
    drawer.get_by_role("button", name="Known:").click()
    expect(drawer.locator(".why-words").first).to_contain_text("in 100 that this skill is known")
