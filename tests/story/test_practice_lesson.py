"""A hole's lesson and a generated question on a phone and a desk; the teacher's queue, where what looked odd waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from card import Card
from desk import Desk
from playwright.sync_api import Page, expect
from served import Served, new_class
from workshop import COURSE, SKILL, Class, Writer

from gapless.authoring import ItemBank, load_course

pytestmark = pytest.mark.browser


def dig(folder: Path) -> None:
    """Mia and Ben have a hole with a generated question open; two specs look odd, one with a model's hint waits."""
    with ItemBank(COURSE) as items:
        room = Class(load_course(COURSE), items, folder, fresh=False)
        specs, opened = {one.hash for one in room.fill(5)}, set[str]()
        room.fill(1, writer=Writer(lambda _: ["Count the groups first."]))
        for student in ("mia", "ben"):
            goal = room.dig(student)
            while not (question := room.player(student).next(goal)["question"])["generated"]:
                room.player(student).answer(question, "hint", f"until-{question['question_id']}")
            opened.add(room.records.about(student, question["question_id"])[0].body["spec"])
        assert len(opened) == 2, "what one takes back stays with the other"
        for spec in sorted(specs - opened)[:2]:
            room.bank.report(spec, "a student said: this looks odd")
        room.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = new_class(tmp_path_factory.mktemp("practice") / "class", COURSE, ("mia", "ben"))
    dig(served.folder)
    try:
        yield served.start()
    finally:
        served.stop()


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("student", "width"), [("mia", 390), ("ben", 1280)])
def test_a_student_reads_the_lesson_then_takes_a_question_back(served: Served, sign_in, student, width):
    page = sign_in(served, student, width=width)
    page.goto(f"{served.url}/practice?hole={SKILL}")
    stages = page.locator('[data-gapless="stage"]')
    expect(page.locator(".micro")).to_contain_text("Finish this one")
    expect(stages).to_have_count(1)
    mistake = stages.first
    expect(mistake).to_contain_text("Find somebody’s step")
    expect(mistake.locator(".stage-body")).to_contain_text("Somebody wrote")
    expect(mistake.locator(".solution")).to_be_hidden()
    mistake.get_by_text("Compare with the steps").click()
    expect(mistake.locator(".solution")).to_be_visible()
    fits(page)
    card = Card(page, served.book, student)
    before = card.question()
    assert served.book.asked(student, before)["source"] == "generated"
    card.part("odd").click()
    card.question(after=before)
    expect(card.part("note")).to_contain_text("Nobody sees this question again")
    assert [one["body"]["why"] for one in served.book.events(student, "withdrawn")] == ["looks-odd"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_teacher_looks_at_what_waits_and_rules(served: Served, sign_in, width):
    page = sign_in(served, width=width)
    page.goto(f"{served.url}/queue")
    rows = page.locator('[data-gapless="spec"]')
    odd = rows.filter(has_text="a student said: this looks odd")
    expect(odd.first).to_be_visible()
    row = rows.first
    before = row.get_attribute("data-hash")
    row.locator('[data-gapless="look"]').click()
    expect(row.locator('[data-gapless="spec-question"]')).to_have_count(5)
    expect(row).to_contain_text("the key")
    expect(row).to_contain_text("The nearest question of the course")
    fits(page)
    row.locator('[data-gapless="approve"]').click()
    expect(
        page.locator('[data-state="shown, approved"]').and_(page.locator(f'[data-hash="{before}"]'))
    ).to_be_attached()


def test_the_teacher_stops_everything_and_lets_it_go_on(served: Served, sign_in):
    page = sign_in(served)
    expect(page.locator('[data-gapless="waiting"]')).to_contain_text("Generated questions")
    page.get_by_role("link", name="Practice", exact=True).click()
    page.locator('[data-gapless="stop"] summary').click()
    page.get_by_label("Reason").first.fill("let me look first")
    page.get_by_role("button", name="Stop all generated practice").click()
    expect(page.locator('[data-stopped="true"]')).to_contain_text("let me look first")
    page.locator('[data-gapless="start"]').click()
    expect(page.locator('[data-stopped="false"]')).to_be_visible()


def test_a_student_comes_to_no_queue(served: Served):
    with Desk(served, "mia") as desk:
        for verb in ("queue", "spec", "spec_rule", "spec_edit", "practice_switch"):
            assert desk.post(verb, {"act": "stop", "reason": "no"}).status_code == 403
        assert desk.http.get("/queue").status_code in (302, 403)
