"""A page tells how long it was used: once a minute, each stretch once, and nothing of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_tutor import FakeTutor
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

MINUTE = 60_000


@pytest.fixture
def opened(open_page: Callable[..., Page], tutor: FakeTutor) -> Page:
    """A lesson's page whose clock the test moves."""
    page = open_page("check")
    page.clock.install()
    page.reload()
    expect(page.locator('[data-gapless="answer"]')).to_be_visible()
    return page


def stored(page: Page, wanted: bool) -> None:
    """Wait until something waits in the page's store, or nothing does."""
    for _ in range(100):
        if (page.evaluate("localStorage.getItem('gapless.spent')") is not None) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the store never came to be {'filled' if wanted else 'empty'}")


def told(page: Page, tutor: FakeTutor, before: int) -> list[dict[str, Any]]:
    """What the page has told since, each stretch once as a tutor takes it, once nothing is left to tell."""
    stored(page, False)
    return list({one["request_id"]: one for one in reversed(tutor.bodies("spent")[before:])}.values())[::-1]


def a_minute(page: Page, *, used: bool) -> None:
    """A minute goes by, in steps in which somebody moves the mouse or nobody does."""
    for step in range(6):
        if used:
            page.mouse.move(10 + step, 20 + step)
        page.clock.run_for(MINUTE // 6)


def test_a_minute_of_use_is_told_once_and_the_next_by_itself(opened: Page, tutor: FakeTutor):
    before = len(tutor.bodies("spent"))
    opened.locator('[data-gapless="answer"]').first.press_sequentially("12")
    for _ in range(2):
        a_minute(opened, used=True)
    stretches = told(opened, tutor, before)
    assert [one["where"] for one in stretches] == ["lesson", "lesson"]
    assert 110 <= sum(one["focused"] for one in stretches) <= 121
    assert sum(one["idle"] for one in stretches) == 0
    assert {key for one in stretches for key in one} == {"request_id", "where", "focused", "idle", "ago"}
    assert len(stretches) == 2


def test_after_a_minute_without_a_move_it_is_idle_and_after_ten_more_nobody_is_there(opened: Page, tutor: FakeTutor):
    before = len(tutor.bodies("spent"))
    opened.mouse.move(30, 30)
    for _ in range(20):
        a_minute(opened, used=False)
    stretches = told(opened, tutor, before)
    assert 55 <= sum(one["focused"] for one in stretches) <= 65
    assert 590 <= sum(one["idle"] for one in stretches) <= 601


def test_what_could_not_be_sent_is_sent_once_when_somebody_answers_again(opened: Page, tutor: FakeTutor):
    before = len(tutor.bodies("spent"))
    tutor.unreachable = True
    a_minute(opened, used=True)
    stored(opened, True)
    assert len(tutor.bodies("spent")) == before
    tutor.unreachable = False
    a_minute(opened, used=True)
    stretches = told(opened, tutor, before)
    assert len(stretches) == 2
    assert 110 <= sum(one["focused"] for one in stretches) <= 121
    assert max(one["ago"] for one in stretches) >= 55


def test_leaving_the_page_tells_the_rest(opened: Page, tutor: FakeTutor):
    before = len(tutor.bodies("spent"))
    opened.mouse.move(40, 40)
    opened.clock.run_for(20_000)
    opened.reload()
    expect(opened.locator('[data-gapless="answer"]')).to_be_visible()
    opened.clock.run_for(4000)
    assert 15 <= sum(one["focused"] for one in told(opened, tutor, before)) <= 26


def test_over_a_shoulder_nothing_is_told(open_page: Callable[..., Page], tutor: FakeTutor):
    page = open_page("check", "/as/mia/lesson/one")
    page.clock.install()
    page.reload()
    expect(page.locator('[data-gapless="check"]')).to_be_visible()
    a_minute(page, used=True)
    a_minute(page, used=True)
    assert page.evaluate("localStorage.getItem('gapless.spent')") is None
    assert tutor.bodies("spent") == []
