"""One visit to a page in a real Chromium: when the check is alive, and what went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Page

# Runs in the page before anything else of it; `performance.now()` counts from the start of the navigation.
WATCH = """
(() => {
  const look = () => {
    if (window.gaplessAlive === undefined && document.querySelector(SELECTOR)) {
      window.gaplessAlive = performance.now();
    }
  };
  new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true});
  document.addEventListener('DOMContentLoaded', look);
})();
"""
PAINT = "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] ?? NaN"
LOCAL = {"127.0.0.1", "localhost"}
SETTLE_MS = 500


@dataclass
class Visit:
    """What one visit showed: times in ms, bytes over the wire, requests that left the browser's cache."""

    alive: float = float("nan")
    paint: float = float("nan")
    requests: int = 0
    outside: int = 0
    bytes: float = 0
    errors: list[str] = field(default_factory=list)


def visit(context: BrowserContext, url: str, alive: str, *, within: float = 60_000) -> Visit:
    """Open `url` in a new tab of `context` and wait until `alive`, a CSS selector, matches."""
    page, seen = context.new_page(), Visit()
    try:
        listen(context, page, seen)
        page.add_init_script(WATCH.replace("SELECTOR", repr(alive)))
        page.goto(url, wait_until="commit")
        page.wait_for_selector(alive, state="attached", timeout=within)
        page.wait_for_timeout(SETTLE_MS)
        seen.alive, seen.paint = page.evaluate("window.gaplessAlive"), page.evaluate(PAINT)
    finally:
        page.close()
    return seen


def listen(context: BrowserContext, page: Page, seen: Visit) -> None:
    """Count, in Chromium's own network log, what was really sent, and collect the console's errors."""
    devtools = context.new_cdp_session(page)
    cached: set[str] = set()

    def sent(event: dict) -> None:
        address = urlparse(event["request"]["url"])
        if address.scheme in ("http", "https"):
            seen.requests += 1
            seen.outside += address.hostname not in LOCAL

    def from_cache(event: dict) -> None:
        if event["requestId"] not in cached:
            cached.add(event["requestId"])
            seen.requests -= 1

    def received(event: dict) -> None:
        if event["response"].get("fromDiskCache"):
            from_cache(event)

    def loaded(event: dict) -> None:
        seen.bytes += event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", sent)
    devtools.on("Network.requestServedFromCache", from_cache)
    devtools.on("Network.responseReceived", received)
    devtools.on("Network.loadingFinished", loaded)
    devtools.send("Network.enable")
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
