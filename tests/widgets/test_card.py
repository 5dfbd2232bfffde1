"""The question card in a real browser: keys, verdicts, waits, lost connections."""

from __future__ import annotations

import threading

import pytest
from fake_tutor import CHOICE, TYPED, FakeTutor
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def part(page: Page, hook: str):
    return page.locator(f'[data-gapless="{hook}"]')


def shown(page: Page, verdict: str):
    return expect(part(page, "feedback").and_(page.locator(f'[data-verdict="{verdict}"]')))


def test_keyboard_alone_answers_and_goes_on(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").focus()
    page.keyboard.type("4/4")
    expect(part(page, "preview")).to_have_text("four quarters")
    page.keyboard.press("Enter")
    shown(page, "right").to_be_visible()
    expect(part(page, "next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "check")).to_have_attribute("data-question-id", "q1")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    shown(page, "right").to_be_visible()
    assert [body["given"] for body in tutor.bodies("answer")] == ["4/4", "1"]


def test_a_mixed_number_written_in_one_go_finds_its_boxes(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").focus()
    page.keyboard.type("1 1/2")
    boxes = [page.locator(f'[data-part="{name}"]').input_value() for name in ("whole", "top", "bottom")]
    assert boxes == ["1", "1", "2"]
    expect(part(page, "preview")).to_have_text("one and one half")
    page.keyboard.press("Enter")
    shown(page, "not-yet").to_be_visible()
    assert tutor.bodies("answer")[0]["given"] == "1 1/2"


def test_arrow_keys_move_between_the_boxes(open_page):
    page = open_page("check")
    part(page, "answer").focus()
    for key, box in (("ArrowDown", "bottom"), ("ArrowUp", "top"), ("ArrowLeft", "whole"), ("ArrowRight", "top")):
        page.keyboard.press(key)
        expect(page.locator(f'[data-part="{box}"]')).to_be_focused()


def test_an_empty_bottom_box_asks_before_a_whole_number_is_sent(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("2")
    part(page, "submit").click()
    expect(part(page, "feedback")).to_contain_text("The bottom box is empty")
    assert tutor.bodies("answer") == []
    part(page, "submit").click()
    shown(page, "not-yet").to_be_visible()
    assert tutor.bodies("answer")[0]["given"] == "2"


def test_what_cannot_be_read_stays_in_the_box(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("3//4")
    part(page, "submit").click()
    shown(page, "unreadable").to_be_visible()
    expect(part(page, "answer")).to_have_value("3//4")
    expect(part(page, "answer")).to_be_focused()


def test_a_double_click_sends_one_answer_and_leaves_the_feedback(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("4/4")
    part(page, "submit").dblclick()
    shown(page, "right").to_be_visible()
    assert len(tutor.bodies("answer")) == 1
    expect(part(page, "check")).to_have_attribute("data-question-id", "q0")


def test_a_miss_offers_one_more_try_and_never_the_same_answer_by_mistake(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("2/4")
    part(page, "submit").click()
    expect(part(page, "again")).to_be_focused()
    expect(part(page, "submit")).to_be_disabled()
    page.keyboard.press("Enter")
    page.keyboard.type("3/4")
    page.keyboard.press("Enter")
    expect(part(page, "feedback")).to_contain_text("Count the fourths.")
    expect(part(page, "next")).to_be_focused()


def test_what_a_hint_costs_is_told_before_it_is_opened_and_no_longer_after_a_miss(open_page, tutor: FakeTutor):
    page = open_page("check")
    expect(part(page, "hint")).to_contain_text("then it is practice")
    part(page, "answer").fill("2/4")
    part(page, "submit").click()
    expect(part(page, "again")).to_be_focused()
    expect(part(page, "hint")).to_have_text("Hint")


def test_hints_open_one_at_a_time_and_escape_closes_them(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "hint").click()
    expect(page.locator(".hint")).to_have_text(["One."])
    page.keyboard.press("Escape")
    expect(page.locator(".hint")).to_be_hidden()
    part(page, "hint").click()
    expect(page.locator(".hint")).to_have_text(["One."])
    assert len(tutor.bodies("hint")) == 1
    part(page, "hint").click()
    expect(page.locator(".hint")).to_have_text(["One.", "Two."])
    expect(part(page, "hint")).to_be_hidden()


def test_the_steps_can_be_asked_for_before_any_answer(open_page, tutor: FakeTutor):
    page = open_page("check")
    expect(part(page, "show")).to_have_text("I haven’t learned this")
    part(page, "show").click()
    expect(part(page, "feedback")).to_contain_text("Count the fourths.")


def test_a_wait_shows_on_the_button(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("4/4")
    tutor.gate = threading.Event()
    part(page, "submit").click()
    expect(part(page, "submit")).to_have_text("Checking…")
    expect(part(page, "answer")).to_have_value("4")
    tutor.gate.set()
    shown(page, "right").to_be_visible()


def test_an_answer_without_a_connection_is_kept_and_sent_once(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("4/4")
    tutor.unreachable = True
    part(page, "submit").click()
    expect(page.locator(".offline-bar")).to_contain_text("Your answer is kept here")
    assert tutor.bodies("answer") == []
    tutor.unreachable = False
    page.evaluate("dispatchEvent(new Event('online'))")
    shown(page, "right").to_be_visible()
    expect(page.locator(".offline-bar")).to_be_hidden()
    assert len(tutor.bodies("answer")) == 1


def test_an_answer_whose_acknowledgement_was_lost_is_sent_again_under_its_own_id(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("4/4")
    tutor.unanswered = True
    part(page, "submit").click()
    expect(page.locator(".offline-bar")).to_be_visible()
    tutor.unanswered = False
    page.evaluate("dispatchEvent(new Event('online'))")
    shown(page, "right").to_be_visible()
    assert len({body["request_id"] for body in tutor.bodies("answer")}) == 1


def test_a_kept_answer_survives_a_reload(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "answer").fill("4/4")
    tutor.unreachable = True
    part(page, "submit").click()
    expect(page.locator(".offline-bar")).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['gapless.outbox'])[0].request_id")
    page.reload()
    tutor.unreachable = False
    page.evaluate("dispatchEvent(new Event('online'))")
    shown(page, "right").to_be_visible()
    assert [body["request_id"] for body in tutor.bodies("answer")] == [kept]
    assert page.evaluate("localStorage.getItem('gapless.outbox')") is None


def test_a_reload_comes_back_to_the_same_question(open_page, tutor: FakeTutor):
    page = open_page("check")
    part(page, "hint").click()
    expect(page.locator(".hint")).to_have_count(1)
    page.reload()
    expect(part(page, "check")).to_have_attribute("data-question-id", "q0")
    expect(page.locator(".hint")).to_have_text(["One."])


def test_signed_out_keeps_the_answer_and_leads_back(open_page, tutor: FakeTutor):
    page = open_page("check", "/lesson/one?step=2")
    part(page, "answer").fill("4/4")
    tutor.refusal = (401, {"error": {"kind": "signed-out", "words": "Sign in.", "href": "/sign-in"}})
    part(page, "submit").click()
    expect(part(page, "check")).to_have_attribute("data-state", "signed-out")
    expect(part(page, "next")).to_have_attribute("href", "/sign-in?next=%2Flesson%2Fone%3Fstep%3D2")
    assert page.evaluate("JSON.parse(localStorage['gapless.outbox']).length") == 1


@pytest.mark.parametrize(
    ("reply", "state", "words"),
    [
        (
            {
                "state": "locked",
                "missing": [{"skill": "s", "title": "Parts", "href": "/lesson/p"}],
                "words": "First Parts.",
            },
            "locked",
            "First Parts.",
        ),
        (
            {
                "state": "detour",
                "hole": {"skill": "s", "title": "Parts"},
                "href": "/practice?hole=s",
                "words": "Look below.",
            },
            "detour",
            "Look below.",
        ),
        (
            {"state": "done", "skill": "add", "title": "Adding", "words": "It is mastered.", "next": None},
            "done",
            "It is mastered.",
        ),
        ({"state": "idle", "words": "Nothing is open."}, "idle", "Nothing is open."),
    ],
)
def test_other_states_say_what_comes_first(open_page, tutor: FakeTutor, reply, state: str, words: str):
    tutor.replies["next"] = reply
    page = open_page("check")
    expect(part(page, "check")).to_have_attribute("data-state", state)
    expect(part(page, "check")).to_contain_text(words)


def test_a_verdict_moves_nothing(open_page, tutor: FakeTutor):
    tutor.questions = [CHOICE, TYPED]
    page = open_page("check")
    expect(part(page, "submit")).to_be_visible()
    before = page.locator(".card").bounding_box(), part(page, "submit").bounding_box()
    page.keyboard.press("Tab")
    part(page, "option").first.click()
    part(page, "submit").click()
    shown(page, "not-yet").to_be_visible()
    assert (page.locator(".card").bounding_box(), part(page, "submit").bounding_box()) == before


def test_a_number_says_why(open_page):
    page = open_page("check")
    part(page, "standing").click()
    expect(page.locator(".why-words")).to_contain_text("1 of 3 in a row.")
