"""A server in a thread of the test's own process: real HTTP, a real tutor and real kernels, started in a second."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from served import PASSWORD, TEACHER, Served

from gapless.voila_apps.server import Server
from gapless.voila_apps.serving import opened


class House:
    """A served class: `server` runs in a thread, `served` knows codes and records, `visit` signs somebody in."""

    def __init__(self, server: Server, served: Served) -> None:
        self.server, self.served = server, served

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def kernels(self) -> Any:
        """The server's kernels of pages."""
        return self.server.kernel_manager

    @contextmanager
    def visit(self, student: str = "") -> Iterator[httpx.Client]:
        """A browser without a window, signed in as this student, or as the teacher."""
        with self.stranger() as http:
            form = {"code": self.served.codes[student]} if student else {"name": TEACHER, "password": PASSWORD}
            assert sign_in(http, form).status_code == 303
            yield http

    @contextmanager
    def stranger(self) -> Iterator[httpx.Client]:
        """A browser without a window, signed in as nobody."""
        with httpx.Client(base_url=self.url, timeout=60) as http:
            http.get("/sign-in")
            yield http


def sign_in(http: httpx.Client, form: dict[str, str]) -> httpx.Response:
    """Send the sign-in form as the page does."""
    return http.post("/sign-in", data={**form, "_xsrf": http.cookies["_xsrf"]})


def ask(http: httpx.Client, verb: str, body: object = None, **headers: str) -> httpx.Response:
    """Send a verb as the page does."""
    sent = {"X-XSRFToken": http.cookies["_xsrf"], **headers}
    return http.post(f"/tutor/api/{verb}", json={} if body is None else body, headers=sent)


def found(pattern: str, text: str) -> str:
    """The first group of the first place that matches."""
    match = re.search(pattern, text, re.DOTALL)
    assert match is not None, f"{pattern} is not in {text[:500]}"
    return match[1]


@contextmanager
def in_a_thread(served: Served, tell_edits: Callable[[str], None] | None = None) -> Iterator[House]:
    """Serve a class until the end of the block; then nothing of the server is left."""
    ready = threading.Event()
    with opened(served.folder, "127.0.0.1", 0, tell_edits=tell_edits) as server:
        thread = threading.Thread(target=server.start, args=(ready.set,))
        thread.start()
        try:
            assert ready.wait(30)
            yield House(server, served)
        finally:
            server.stop_soon()
            thread.join(30)
            assert not thread.is_alive()
