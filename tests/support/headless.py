"""A real Chromium under Playwright, kept from calling home; names outside this machine do not resolve in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import chromium
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextmanager
def launch() -> Iterator[Browser]:
    """A headless Chromium. Raises FileNotFoundError where none is installed."""
    found = chromium.find()
    if found is None:
        raise FileNotFoundError(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
