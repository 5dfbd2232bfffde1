"""A page closed, loaded again or opened twice goes on at the same question; a killed server is waited for."""

from __future__ import annotations

import pytest
from card import Card
from playwright.sync_api import expect
from served import Served

pytestmark = pytest.mark.browser


def test_a_page_closed_mid_question_resumes_at_the_same_question(tiny_class: Served, open_lesson, sign_in):
    card = open_lesson(tiny_class, "mia", "01-parts")
    question, prompt = card.question(), card.part("prompt").inner_text()
    card.page.context.close()
    again = open_lesson(tiny_class, "mia", "01-parts")
    assert again.question() == question
    assert again.part("prompt").inner_text() == prompt


def test_a_miss_is_still_there_after_a_reload(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "ada", "01-parts")
    question = card.question()
    card.miss()
    card.page.reload()
    assert card.question() == question
    assert len(card.book.events("ada", "answered")) == 1


def test_two_tabs_count_one_answer_once(tiny_class: Served, open_lesson):
    card = open_lesson(tiny_class, "ben", "01-parts")
    question = card.question()
    page = card.page.context.new_page()
    page.goto(card.page.url)
    second = Card(page, card.book, "ben")
    assert second.question() == question
    card.right()
    second.give(card.book.key("ben", question))
    expect(second.part("next")).to_be_visible()
    answers = [event["body"]["question"] for event in card.book.events("ben", "answered")]
    assert answers.count(question) == 1


def test_an_open_tab_goes_on_after_the_server_was_killed(tiny_class: Served, open_lesson, watch):
    watch.expected.append("ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET")
    card = open_lesson(tiny_class, "cleo", "01-parts")
    question, key = card.question(), card.key()
    tiny_class.kill()
    card.give(key)
    expect(card.root).to_contain_text("No connection")
    tiny_class.start()
    expect(card.part("feedback")).to_have_attribute("data-verdict", "right", timeout=30_000)
    answers = [event["body"]["question"] for event in card.book.events("cleo", "answered")]
    assert answers == [question]
