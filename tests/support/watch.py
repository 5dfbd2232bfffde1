"""Everything a browser said and fetched in one test: console errors, requests to other hosts, every response's body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Error, Page, Response, WebSocket

LOCAL = {"127.0.0.1"}
# Chromium itself notes the status of a page that is refused, such as a lesson that is not open yet.
REFUSED_PAGE = r"status of 403"

# A robot answers faster than anybody reads, and such answers count as guesses: to its pages, time flies.
THOUGHTFUL = "const real = performance.now.bind(performance); performance.now = () => 100 * real();"


@dataclass
class Watch:
    """The ears on one or more browser contexts. `expected` patterns are errors that the test itself provokes."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Listen to every page of the context from now on. Its pages take every second for a minute and more."""
        context.add_init_script(THOUGHTFUL)
        context.on("page", self._page)
        context.on("request", lambda request: self._request(request.url))
        context.on("response", lambda response: self.responses.append(response))
        return context

    def _page(self, page: Page) -> None:
        page.on("console", lambda m: self.errors.append(f"{page.url}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("websocket", self._socket)

    def _request(self, url: str) -> None:
        self.urls.append(url)
        address = urlparse(url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in LOCAL:
            self.outside.append(url)

    def _socket(self, socket: WebSocket) -> None:
        self._request(socket.url)
        for direction in ("framesent", "framereceived"):
            socket.on(direction, lambda payload: self.frames.append(_text(payload)))

    def everything(self) -> dict[str, str]:
        """The text of all that reached the browser so far, by address; bodies a page dropped meanwhile are left out."""
        texts = {"websocket frames": "\n".join(self.frames)}
        for response in self.responses:
            if not 300 <= response.status < 400:
                texts[response.url] = texts.get(response.url, "") + _body(response)
        return texts

    def unexpected(self) -> list[str]:
        """Console errors that no `expected` pattern covers."""
        return [error for error in self.errors if not any(re.search(pattern, error) for pattern in self.expected)]


def _text(payload: str | bytes) -> str:
    return payload if isinstance(payload, str) else payload.decode("utf-8", "replace")


def _body(response: Response) -> str:
    try:
        return response.body().decode("utf-8", "replace")
    except Error:  # Chromium forgets the bodies of pages that were left.
        return ""
