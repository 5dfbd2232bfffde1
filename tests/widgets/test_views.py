"""Home, Practice and the class, drawn from what the tutor says."""

from __future__ import annotations

from typing import Any

import pytest
from fake_tutor import FakeTutor
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SKILLS = [
    {"id": "parts", "title": "Equal parts", "grade": 2, "state": "mastered", "prerequisites": [], "href": "/lesson/1"},
    {"id": "name", "title": "Naming", "grade": 3, "state": "hole", "prerequisites": ["parts"], "href": "/lesson/2"},
    {"id": "add", "title": "Adding", "grade": 4, "state": "locked", "prerequisites": ["name"], "href": "/lesson/3"},
]
HOME: dict[str, Any] = {
    "student": {"id": "mia", "name": "Mia"},
    "course": "Fractions",
    "today": {"focused": 5.0, "planned": 120, "over": False, "words": "5 of 120 minutes so far."},
    "next": {
        "title": "Close the hole",
        "words": "One step below.",
        "minutes": 6,
        "href": "/practice?hole=name",
        "action": "Go on",
    },
    "plan": [
        {
            "title": "Naming",
            "why": "You started here.",
            "minutes": 9.6,
            "href": "/lesson/2",
            "state": "learning",
            "skill": "name",
        }
    ],
    "map": {"grades": [2, 3, 4], "skills": SKILLS},
    "recovered": [
        {
            "skill": "parts",
            "title": "Equal parts",
            "words": "You came back.",
            "at": "2026-11-20T10:00:00+00:00",
            "took": "",
        }
    ],
    "first_day": False,
}
EVIDENCE = {"prompt": "<p>1/2 + 1/3</p>", "given": "2/5", "given_html": "2/5", "at": "2026-11-20T10:00:00+00:00"}
HOLE = {
    "skill": "name",
    "title": "Naming",
    "status": "confirmed",
    "source": {"skill": "add", "title": "Adding", "href": "/lesson/3"},
    "idea": "You added the tops and the bottoms.",
    "evidence": [EVIDENCE, EVIDENCE],
    "micro": None,
    "chance": 97,
    "disproved": "One right answer closes this.",
    "next": "Read the short lesson.",
    "contest": True,
    "took": "",
}
NOTHING: dict[str, Any] = {"excused": [], "closed": [], "parked": [], "p_known": {}}
PARKED = {"skill": "add", "title": "Adding", "prerequisite": {"skill": "name", "title": "Naming"}, "questions": 10}
CLASS = {
    "title": "4b",
    "course": "Fractions",
    "skills": [{"id": skill["id"], "title": skill["title"], "grade": skill["grade"]} for skill in SKILLS],
    "students": [
        {"id": "ada", "name": "Ada", "last_at": None, "cells": {"parts": "mastered"}, "holes": [], **NOTHING},
        {
            "id": "mia",
            "name": "Mia",
            "last_at": "2026-11-20T10:00:00+00:00",
            "cells": {"parts": "mastered", "name": "hole"},
            "holes": [{**HOLE, "source": {"skill": "add", "title": "Adding"}, "misconception": "Adds across"}],
            **NOTHING,
            "parked": [{**PARKED, "at": "2026-11-20T10:00:00+00:00"}],
            "p_known": {"name": 0.1},
        },
    ],
}


def test_home_shows_the_one_next_thing_first(open_page, tutor: FakeTutor):
    tutor.replies["home"] = HOME
    page = open_page("home")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Mia")
    expect(page.locator('[data-gapless="next"]')).to_have_attribute("href", "/practice?hole=name")
    expect(page.locator('[data-gapless="home"]')).to_contain_text("about 10 minutes")
    expect(page.locator('[data-gapless="node"][data-state="hole"]')).to_have_text("Naming")


def test_the_map_draws_edges_for_the_node_in_focus_alone(open_page, tutor: FakeTutor):
    tutor.replies["home"] = HOME
    page = open_page("home")
    expect(page.locator(".edges path")).to_have_count(0)
    page.locator('[data-skill="name"]').focus()
    expect(page.locator(".edges path")).to_have_count(2)


def test_a_narrow_screen_gets_the_list_with_its_reasons(open_page, tutor: FakeTutor):
    tutor.replies["home"] = HOME
    page = open_page("home")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".map-list")).to_be_visible()
    page.locator('[data-gapless="standing"]').first.click()
    expect(page.locator(".why-words")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_looking_over_a_shoulder_stays_with_that_student(open_page, tutor: FakeTutor):
    tutor.replies["home"] = HOME
    page = open_page("home", "/as/mia/home")
    expect(page.locator('[data-gapless="next"]')).to_have_attribute("href", "/as/mia/practice?hole=name")


def test_practice_shows_the_answers_and_the_idea_then_the_questions(open_page, tutor: FakeTutor):
    tutor.replies["practice"] = {"holes": [HOLE], "words": "Read, then answer."}
    page = open_page("practice", "/practice?hole=name")
    expect(page.locator(".evidence-card")).to_have_count(2)
    expect(page.locator(".idea")).to_have_text("You added the tops and the bottoms.")
    expect(page.locator('[data-gapless="check"]')).to_have_attribute("data-question-id", "q0")
    assert tutor.bodies("practice") == [{"hole": "name"}]
    assert tutor.bodies("next") == [{"goal": {"hole": "name"}}]
    expect(page.locator('[data-gapless="hole-facts"]')).to_contain_text("One right answer closes this.")
    page.get_by_role("button", name="I think I know this").click()
    expect(page.locator('[data-gapless="answer"]')).to_be_focused()
    assert tutor.bodies("next")[-1] == {"goal": {"contest": "name"}}


def test_several_holes_are_offered_to_choose_from(open_page, tutor: FakeTutor):
    tutor.replies["practice"] = {"holes": [HOLE, {**HOLE, "skill": "parts", "title": "Equal parts"}], "words": ""}
    page = open_page("practice", "/practice")
    expect(page.get_by_role("link", name="Equal parts")).to_have_attribute("href", "/practice?hole=parts")
    assert tutor.bodies("next") == []


def test_the_class_is_one_stop_for_tab_and_arrows_move_in_it(open_page, tutor: FakeTutor):
    tutor.replies["class"] = CLASS
    page = open_page("class")
    page.locator('[data-gapless="cell"]').first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-student="mia"][data-skill="name"]')).to_be_focused()
    assert page.locator('.cell[tabindex="0"]').count() == 1


def test_the_teacher_is_told_with_whom_to_sit(open_page, tutor: FakeTutor):
    tutor.replies["class"] = CLASS
    expect(open_page("class").locator('[data-gapless="sit"]')).to_have_text(
        "Sit with Mia: 10 questions on Adding did not rise"
    )


def test_a_cell_opens_the_very_answers_and_excuses_with_a_reason(open_page, tutor: FakeTutor):
    line = {**EVIDENCE, "verdict": "not-yet", "assisted": False, "misconception": "Adds across"}
    tutor.replies.update(
        {
            "class": CLASS,
            "answers": {"answers": [line], "notes": ["The clock went back."]},
            "excuse": {"state": "excused"},
        }
    )
    page = open_page("class")
    page.locator('[data-student="mia"][data-skill="name"]').click()
    drawer = page.locator('[data-gapless="drawer"]')
    expect(drawer.locator(".answer-line")).to_have_count(3)
    drawer.get_by_text("Excuse Mia from this skill").click()
    drawer.get_by_label("Reason").fill("New in the school")
    drawer.locator('[data-gapless="excuse"]').click()
    expect(drawer).to_have_count(0)
    sent = tutor.bodies("excuse")[0]
    assert (sent["student"], sent["skill"], sent["reason"]) == ("mia", "name", "New in the school")


def test_the_class_can_be_narrowed_to_those_who_share_a_hole(open_page, tutor: FakeTutor):
    tutor.replies["class"] = CLASS
    page = open_page("class")
    page.get_by_label("Share a hole").select_option("name")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_view_says_that_the_connection_is_lost_and_goes_on_by_itself(open_page, tutor: FakeTutor):
    tutor.replies["home"], tutor.unreachable = HOME, True
    page = open_page("home")
    expect(page.locator(".offline-bar")).to_be_visible()
    tutor.unreachable = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Mia")
