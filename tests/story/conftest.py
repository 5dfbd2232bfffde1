"""Real servers over real class folders, and real Chromium windows that must stay quiet and at home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from card import Card
from playwright.sync_api import Browser, BrowserContext, Page
from served import PASSWORD, TEACHER, Served, new_class
from watch import Watch

FRACTIONS = Path(__file__).resolve().parents[2] / "courses" / "fractions"
TINY_STUDENTS = ("mia", "ada", "ben", "cleo", "dan", "eve", "finn", "gus", "hana", "ida", "jon", "kim", "leo")


@pytest.fixture(scope="session")
def tiny_class(tmp_path_factory: pytest.TempPathFactory, write_tiny_course: Callable[[Path], Path]) -> Iterator[Served]:
    """A served class over the tiny course; every test takes a student of its own."""
    folder = tmp_path_factory.mktemp("tiny")
    served = new_class(folder / "class", write_tiny_course(folder / "course"), TINY_STUDENTS)
    yield from _serving(served)


@pytest.fixture(scope="session")
def fractions_class(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served class over the course that is shipped."""
    served = new_class(tmp_path_factory.mktemp("fractions") / "class", FRACTIONS, ("mia", "ada", "ben", "cleo", "dan"))
    yield from _serving(served)


def _serving(served: Served) -> Iterator[Served]:
    try:
        yield served.start()
    finally:
        served.stop()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Listens to every window of the test, and fails it for a console error or a request to another host."""
    watch = Watch()
    yield watch
    assert watch.outside == []
    assert watch.unexpected() == []


@pytest.fixture
def window(chrome: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser profiles of their own: `window(width=390, dark=True)`."""
    with ExitStack() as stack:

        def open_window(width: int = 1280, *, dark: bool = False) -> BrowserContext:
            scheme = "dark" if dark else "light"
            context = chrome.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            context.set_default_timeout(15_000)
            stack.callback(context.close)
            return watch.over(context)

        yield open_window


@pytest.fixture
def sign_in(window: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens a window and signs a student in by the printed link, or the teacher when none is named."""

    def arrive(served: Served, student: str = "", **look) -> Page:
        page = window(**look).new_page()
        if student:
            page.goto(f"{served.url}/sign-in#{served.codes[student]}")
            page.wait_for_url("**/home")
        else:
            page.goto(f"{served.url}/sign-in#{TEACHER}:{PASSWORD}".replace(" ", "%20"))
            page.wait_for_url("**/class")
        return page

    return arrive


@pytest.fixture
def open_lesson(sign_in: Callable[..., Page]) -> Callable[..., Card]:
    """Signs a student in, opens a lesson and gives its question card."""

    def card(served: Served, student: str, lesson: str, **look) -> Card:
        page = sign_in(served, student, **look)
        page.goto(f"{served.url}/lesson/{lesson}")
        return Card(page, served.book, student)

    return card
