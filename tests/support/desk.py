"""A student's or a teacher's requests without a browser: what a page would send, and what a forger would."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
from served import PASSWORD, TEACHER, Served


class Desk:
    """One signed-in person. `call` posts a verb as the page does; `post` sends anything and returns the response."""

    def __init__(self, served: Served, student: str = "", *, timeout: float = 60) -> None:
        self.served = served
        self.student = student
        self.http = httpx.Client(base_url=served.url, timeout=timeout)

    def __enter__(self) -> Desk:
        return self.sign_in()

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def sign_in(self) -> Desk:
        """Sign in with the student's code, or as the teacher when no student was named."""
        self.http.get("/sign-in")
        form = {"code": self.served.codes[self.student]} if self.student else {"name": TEACHER, "password": PASSWORD}
        response = self.http.post("/sign-in", data={**form, "_xsrf": self.xsrf}, headers=self.headers)
        if response.status_code not in (200, 302, 303):
            raise RuntimeError(f"Sign-in was refused: {response.status_code} {response.text[:300]}")
        return self

    @property
    def xsrf(self) -> str:
        return self.http.cookies.get("_xsrf") or ""

    @property
    def headers(self) -> dict[str, str]:
        return {"X-XSRFToken": self.xsrf}

    def post(self, verb: str, body: Any = None, *, headers: dict[str, str] | None = None, **raw: Any) -> httpx.Response:
        """POST a verb, with the page's XSRF header unless others are given; `content=` sends raw bytes."""
        sent = self.headers if headers is None else headers
        payload = raw or {"json": {} if body is None else body}
        return self.http.post(f"/tutor/api/{verb}", headers=sent, **payload)

    def call(self, verb: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """POST a verb and return its JSON; an error status raises."""
        return self.post(verb, body).raise_for_status().json()

    def request_id(self) -> str:
        """A request id that nobody has used."""
        return uuid.uuid4().hex

    def next(self, skill: str) -> dict[str, Any]:
        """What the check of this skill shows now."""
        return self.call("next", {"goal": {"skill": skill}})

    def answer(self, question: str, given: str, request: str = "") -> dict[str, Any]:
        """Answer a question; without a request id a fresh one is made."""
        body = {"question_id": question, "given": given, "request_id": request or self.request_id()}
        return self.call("answer", {**body, "focus_seconds": 3})

    def right(self, question: str) -> dict[str, Any]:
        """Answer a question with its key, read from the class's record."""
        return self.answer(question, self.served.book.key(self.student, question))

    def master(self, skill: str, limit: int = 8) -> int:
        """Answer right until the skill is mastered; the number of questions it took."""
        for count in range(limit + 1):
            shown = self.next(skill)
            if shown["state"] == "done":
                return count
            self.right(shown["question"]["question_id"])
        raise AssertionError(f"{skill} is not mastered after {limit} right answers")
