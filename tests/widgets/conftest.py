"""A real Chromium on a page whose tutor is fake but stands behind real TCP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from fake_tutor import FakeTutor, served, widget_page
from playwright.sync_api import Browser, Page

KINDS = {
    "check": "gapless.widgets.check.MasteryCheck",
    "home": "gapless.widgets.home.Home",
    "practice": "gapless.widgets.practice.Practice",
    "class": "gapless.widgets.classtable.ClassTable",
}


@pytest.fixture
def tutor() -> FakeTutor:
    """The tutor behind the page; a test may set it up before it opens one."""
    return FakeTutor()


@pytest.fixture
def open_page(chrome: Browser, tutor: FakeTutor) -> Iterator[Callable[..., Page]]:
    """Opens a page with a widget: `open_page("check")`. Fails the test for an error in the page."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    urls: dict[str, str] = {}
    with ExitStack() as stack:

        def go(widget: str, path: str = "/") -> Page:
            page = context.new_page()
            if widget not in urls:
                traits = {"skill": "add"} if widget == "check" else {}
                urls[widget] = stack.enter_context(
                    served(tutor, partial(widget_page, kind=KINDS[widget], traits=traits))
                )
            page.goto(urls[widget] + path)
            return page

        yield go
        context.close()
    assert errors == []
