"""A tutor of a few fixed questions behind real TCP, and the pages that ask it, under the pages' own policy."""

from __future__ import annotations

import json
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parents[2] / "voila_apps" / "static"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'"
)
HALF = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
TYPED = {"prompt": f"<p>What is {HALF} + {HALF}, in fourths?</p>", "input": {"kind": "fraction"}, "key": "4/4"}
CHOICE = {
    "prompt": "<p>Which is half of six?</p>",
    "input": {"kind": "choice", "options": [{"value": str(place), "html": text} for place, text in enumerate("234")]},
    "key": "1",
}


def _feedback(question: str, verdict: str, action: str, words: str) -> dict[str, Any]:
    closed = action == "next"
    return {
        "question_id": question,
        "verdict": verdict,
        "words": words,
        "read": "",
        "action": action,
        "solution": "<p>Count the fourths.</p>" if closed else None,
        "progress": {"done": 1 if verdict == "right" else 0, "needed": 3},
        "closed": closed,
        "mastered": False,
        "recovered": None,
    }


@dataclass
class FakeTutor:
    """Asks its questions in turn; judges by comparing texts; counts each request id once, as a tutor does."""

    questions: list[dict[str, Any]] = field(default_factory=lambda: [TYPED, CHOICE, TYPED])
    replies: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    place: int = 0
    attempts: int = 0
    hints: int = 0
    unreachable: bool = False
    unanswered: bool = False
    refusal: tuple[int, dict[str, Any]] | None = None
    gate: threading.Event | None = None
    files: dict[str, str] = field(default_factory=dict)

    def call(self, verb: str, body: dict[str, Any]) -> Any:
        """What the tutor says to a verb."""
        self.calls.append((verb, body))
        return self.replies[verb] if verb in self.replies else getattr(self, f"_{verb}")(body)

    def bodies(self, verb: str) -> list[dict[str, Any]]:
        """What was sent with a verb, oldest first."""
        return [body for name, body in self.calls if name == verb]

    def _next(self, body: dict[str, Any]) -> Any:
        if self.place >= len(self.questions):
            return {"state": "done", "skill": "add", "title": "Adding", "words": "Adding is mastered.", "next": None}
        made = self.questions[self.place]
        shown = {
            "question_id": f"q{self.place}",
            "skill": "add",
            "title": "Adding fractions",
            "purpose": "learn",
            "prompt": made["prompt"],
            "input": made["input"],
            "progress": {"done": 0, "needed": 3},
            "attempts": self.attempts,
            "feedback": None,
        }
        return {"state": "question", "question": {**shown, **self._hints()}}

    def _hints(self) -> dict[str, Any]:
        texts = ["One.", "Two."][: self.hints]
        return {"hints": texts, "hint_left": self.hints < 2, "hint_last": self.hints == 1, "assisted": self.hints > 0}

    def _hint(self, body: dict[str, Any]) -> Any:
        self.hints += 1
        return self._hints()

    def _show(self, body: dict[str, Any]) -> Any:
        return self._close(_feedback(body["question_id"], "shown", "next", "Read the steps."))

    def _answer(self, body: dict[str, Any]) -> Any:
        return self.answered.setdefault(body["request_id"], self._judged(body))

    def _judged(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["request_id"] in self.answered:
            return {}
        question, given = body["question_id"], body["given"]
        if "//" in given:
            return _feedback(question, "unreadable", "edit", "I can't read that yet.")
        if given == self.questions[self.place]["key"]:
            return self._close(_feedback(question, "right", "next", "Yes, that is it."))
        self.attempts += 1
        if self.attempts == 2:
            return self._close(_feedback(question, "not-yet", "next", "Compare your steps."))
        return _feedback(question, "not-yet", "again", "You added the tops. Look at the pieces.")

    def _close(self, told: dict[str, Any]) -> dict[str, Any]:
        self.place, self.attempts, self.hints = self.place + 1, 0, 0
        return told

    def _spent(self, body: dict[str, Any]) -> Any:
        return {"noted": True}

    def _standing(self, body: dict[str, Any]) -> Any:
        return {"skill": "add", "title": "Adding", "state": "learning", "answers": [], "words": "1 of 3 in a row."}


class _Door(BaseHTTPRequestHandler):
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  narrows the handler's own attribute

    def do_GET(self) -> None:
        """A page for any path but /assets/."""
        if self.path.startswith("/assets/"):
            name = self.path.removeprefix("/assets/")
            return self._send(200, (STATIC / name).read_bytes(), mimetypes.guess_type(name)[0] or "font/woff2")
        if self.path in self.server.tutor.files:
            return self._send(200, self.server.tutor.files[self.path].encode(), "text/javascript")
        page = self.server.page(self.path.split("?")[0])
        return self._send(200, page.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """A verb of the tutor."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        tutor = self.server.tutor
        if tutor.unreachable:
            self.close_connection = True
            self.connection.close()
            return
        if tutor.gate:
            tutor.gate.wait(10)
        status, reply = tutor.refusal or (200, tutor.call(self.path.removeprefix("/tutor/api/"), body))
        if tutor.unanswered:  # the tutor has recorded it, and the line broke before it could say so
            self.close_connection = True
            self.connection.close()
            return
        self._send(status, json.dumps(reply).encode(), "application/json")

    def _send(self, status: int, body: bytes, media_type: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tutor: FakeTutor, page: Callable[[str], str]) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.tutor, self.page = tutor, page

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers leave early; that is no fault."""


@contextmanager
def served(tutor: FakeTutor, page: Callable[[str], str]) -> Iterator[str]:
    """Serve the tutor and its page; yields the address."""
    server = _Server(tutor, page)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def widget_page(path: str, kind: str, traits: dict[str, Any]) -> str:
    """A page with one of our widgets, as the template writes it."""
    state = {"_anywidget_id": kind, "_esm": "", **traits}
    record = {"model_module": "anywidget", "model_name": "AnyModel", "model_module_version": "~0.11.*", "state": state}
    return states_page({"a": record}, "a")


def states_page(states: dict[str, Any], *shown: str) -> str:
    """A page with the widgets of these models, and the states of all that they need."""
    manifest = json.loads((STATIC / "manifest.json").read_text())
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" href="/assets/{font}" crossorigin>'
        for font in manifest["preload"]
    )
    outputs = "".join(
        '<div class="jp-OutputArea-output"><script type="application/vnd.jupyter.widget-view+json">'
        f"{json.dumps({'model_id': one})}</script></div>"
        for one in shown
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="gapless-tutor" content="/tutor/api">
<link rel="icon" href="/assets/{manifest["icon"]}">{fonts}<link rel="stylesheet" href="/assets/{manifest["page.css"]}">
<script type="module" src="/assets/{manifest["page.js"]}"></script></head>
<body data-page="lesson"><main id="main" class="sheet">{outputs}</main>
<script type="application/json" id="gapless-widgets">{json.dumps({"version_major": 2, "state": states})}</script>
</body></html>"""
