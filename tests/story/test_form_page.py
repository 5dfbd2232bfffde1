"""A form as a student sits it, from what opens it to the result; and what it earns, from both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from playwright.sync_api import Page, expect
from served import Served, new_class

pytestmark = pytest.mark.browser

FRACTIONS = Path(__file__).resolve().parents[2] / "courses" / "fractions"
NO_WIDER = "() => document.documentElement.scrollWidth <= innerWidth"
NO_VERDICT = "() => !document.querySelector('[data-verdict], .solution, [data-gapless=\"miss\"]')"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A class with forms of six questions, in which everybody has mastered grade 2."""
    served = new_class(tmp_path_factory.mktemp("forms") / "class", FRACTIONS, ("mia", "ada", "ben", "cleo"))
    with (served.folder / "class.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[forms]\nquestions = 6\n")
    try:
        served.start()
        for student in served.codes:
            with Desk(served, student) as desk:
                for skill in ("equal-parts", "equal-groups"):
                    desk.master(skill, 12)
        yield served
    finally:
        served.stop()


def gapless(page: Page, *hooks: str) -> Any:
    return page.locator(", ".join(f'[data-gapless="{hook}"]' for hook in hooks)).first


def begin(page: Page, school: Served) -> None:
    page.goto(f"{school.url}/forms")
    expect(gapless(page, "likelihood")).to_contain_text("At 95 right answers in 100, all 6 are right in 74 of 100")
    gapless(page, "begin").click()
    page.wait_for_url("**/form/*")
    gapless(page, "form-question").wait_for()


def write(page: Page, school: Served, student: str, right: bool = True) -> None:
    """Answer the question that is open."""
    question = gapless(page, "form-question").get_attribute("data-question-id")
    made = school.book.asked(student, question)["snapshot"]
    if made["options"]:
        place = next(n for n, text in enumerate(made["options"]) if (text == made["key"]) == right)
        page.locator(f'[data-gapless="option"][data-value="{place}"]').click()
    else:
        gapless(page, "answer").fill(made["key"] if right else "9999")


def sit(page: Page, school: Served, student: str, missed: tuple[int, ...] = ()) -> None:
    for place in range(6):
        write(page, school, student, place not in missed)
        assert page.evaluate(NO_VERDICT)
        page.locator('[data-gapless="form-question"] [type="submit"]').click()
    gapless(page, "look").wait_for()


@pytest.mark.parametrize(("student", "width", "dark"), [("mia", 1280, False), ("ada", 390, True)])
def test_a_form_from_its_beginning_to_its_result(school: Served, sign_in, student: str, width: int, dark: bool):
    page = sign_in(school, student, width=width, dark=dark)
    begin(page, school)
    expect(page.get_by_role("navigation", name="All questions").get_by_role("listitem")).to_have_count(6)
    gapless(page, "flag").click()
    write(page, school, student)
    with page.expect_response("**/tutor/api/form_answer"):
        page.locator('[data-gapless="form-question"] [type="submit"]').click()
    expect(page.get_by_text("1 of 6 answered")).to_be_visible()
    expect(page.get_by_role("button", name="Question 1, answered, marked")).to_be_visible()
    page.goto(f"{school.url}/home")
    expect(gapless(page, "next-card")).to_contain_text("Answers so far: 1 of 6.")
    gapless(page, "next").click()
    page.wait_for_url("**/form/*")
    page.get_by_role("button", name="Question 1, answered, marked").click()
    sit(page, school, student, missed=(2,))
    expect(gapless(page, "look")).to_contain_text("Every question has an answer. Marked: 1.")
    assert page.evaluate(NO_WIDER)
    gapless(page, "hand-in").click()
    expect(page.get_by_role("heading", name="5 of 6")).to_be_visible()
    miss = gapless(page, "miss")
    expect(miss).to_contain_text("Question 3")
    assert page.evaluate(NO_WIDER)
    assert "reward" not in page.content().lower()
    page.goto(f"{school.url}/forms")
    expect(gapless(page, "next-form")).to_have_attribute("data-state", re.compile("holes|today"))
    expect(gapless(page, "past")).to_contain_text("5 of 6")
    assert page.evaluate(NO_WIDER)
    assert page.request.get(f"{school.url}/ledger").status == 404


def test_a_form_at_100_is_earned_approved_and_given(school: Served, sign_in):
    teacher, page = sign_in(school), sign_in(school, "ben", width=390)
    teacher.goto(f"{school.url}/rewards")
    gapless(teacher, "promise").locator('[name="on"]').check()
    gapless(teacher, "promise").locator('[name="unit"]').fill("cents")
    gapless(teacher, "promise").locator('[name="perfect-form"]').fill("100")
    gapless(teacher, "promise-it").click()
    expect(gapless(teacher, "proof")).to_contain_text("Every entry of the ledger stands as it was written: 1.")
    begin(page, school)
    sit(page, school, "ben")
    gapless(page, "hand-in").click()
    expect(page.get_by_role("heading", name="6 of 6")).to_be_visible()
    expect(gapless(page, "earned")).to_contain_text("Earned: 100 cents.")
    assert page.evaluate(NO_WIDER)
    teacher.reload()
    gapless(teacher, "approved").click()
    gapless(teacher, "paid").click()
    expect(gapless(teacher, "claim")).to_have_attribute("data-status", "paid")
    expect(gapless(teacher, "proof")).to_have_attribute("data-stands", "true")
    with teacher.expect_download() as saved:
        gapless(teacher, "download").click()
    assert '"100 % on Grade 2, form 1",100,cents,paid' in saved.value.path().read_text(encoding="utf-8")
    page.goto(f"{school.url}/forms")
    gapless(page, "ledger-link").click()
    expect(gapless(page, "claim")).to_contain_text("100 cents · 100 % on Grade 2, form 1")
    expect(gapless(page, "claim")).to_contain_text("given")
    assert page.evaluate(NO_WIDER)


def test_a_supervised_form_begins_with_the_code_on_the_teacher_s_page(school: Served, sign_in):
    teacher, page = sign_in(school, width=390, dark=True), sign_in(school, "cleo")
    teacher.goto(f"{school.url}/class-forms")
    gapless(teacher, "open").click()
    code = gapless(teacher, "code").inner_text()
    page.goto(f"{school.url}/forms")
    page.get_by_label("Code of the person who is with you").fill("NOTIT")
    gapless(page, "begin").click()
    expect(page.get_by_role("alert")).to_contain_text("This code does not fit.")
    page.get_by_label("Code of the person who is with you").fill(code.lower())
    gapless(page, "begin").click()
    page.wait_for_url("**/form/*")
    expect(page.get_by_role("timer")).to_contain_text("minutes left")
    write(page, school, "cleo")
    with page.expect_response("**/tutor/api/form_answer"):
        page.locator('[data-gapless="form-question"] [type="submit"]').click()
    gapless(teacher, "close-all").click()
    expect(teacher.locator('tr[data-student="cleo"]')).to_contain_text("1 of 6")
    assert teacher.evaluate(NO_WIDER)
    page.reload()
    expect(page.get_by_role("heading", name="1 of 6")).to_be_visible()
