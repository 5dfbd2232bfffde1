"""A card's link signs in the person on the card, whoever was signed in before, and leaves no code in the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from served import PASSWORD, TEACHER, Served

pytestmark = pytest.mark.browser


def test_a_link_takes_over_from_whoever_was_signed_in(tiny_class: Served, sign_in: Callable[..., Page]):
    page = sign_in(tiny_class, "kim")
    page.goto(f"{tiny_class.url}/sign-in#{TEACHER}:{PASSWORD}".replace(" ", "%20"))
    page.wait_for_url("**/class")
    assert "#" not in page.url


def test_a_second_link_on_the_sign_in_page_itself_works(tiny_class: Served, window: Callable):
    page = window().new_page()
    page.goto(f"{tiny_class.url}/sign-in")
    page.goto(f"{tiny_class.url}/sign-in#{tiny_class.codes['leo']}")
    page.wait_for_url("**/home")
    assert "#" not in page.url


def test_without_a_code_somebody_signed_in_goes_on(tiny_class: Served, sign_in: Callable[..., Page]):
    page = sign_in(tiny_class, "kim")
    page.goto(f"{tiny_class.url}/sign-in")
    page.wait_for_url("**/home")
