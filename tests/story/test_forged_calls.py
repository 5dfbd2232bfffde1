"""What a browser may send and still earn nothing: the class's record is the same, byte for byte, before and after."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from desk import Desk
from served import Served

Forgery = Callable[["Scene"], httpx.Response]


@dataclass
class Scene:
    """Two students, each with a question open, and one question of Hana's that is closed."""

    hana: Desk
    ida: Desk
    open: str
    other: str
    closed: str
    used: str

    def answer(self, desk: Desk, question: object, given: object, request: object = "forged", **more) -> httpx.Response:
        """An answer as JSON, whatever it is made of."""
        body = {"question_id": question, "given": given, "request_id": request, "focus_seconds": 1, **more}
        return desk.post("answer", body)

    def key(self, desk: Desk, question: str) -> str:
        return desk.served.book.key(desk.student, question)


@pytest.fixture(scope="module")
def scene(tiny_class: Served) -> Iterator[Scene]:
    """Hana has answered one question and has one open; Ida has one open."""
    with Desk(tiny_class, "hana") as hana, Desk(tiny_class, "ida") as ida:
        closed = hana.next("parts")["question"]["question_id"]
        hana.answer(closed, tiny_class.book.key("hana", closed), "used-once")
        open_question = hana.next("parts")["question"]["question_id"]
        other = ida.next("parts")["question"]["question_id"]
        yield Scene(hana, ida, open_question, other, closed, "used-once")


def deep(levels: int) -> bytes:
    """JSON nested so deep that a careless reader ends in a RecursionError."""
    return b'{"question_id":' * levels + b"1" + b"}" * levels


FORGERIES: dict[str, tuple[Forgery, set[int]]] = {
    "another student's question": (lambda s: s.answer(s.hana, s.other, s.key(s.ida, s.other)), {404}),
    "another student's hint": (lambda s: s.hana.post("hint", {"question_id": s.other, "request_id": "f"}), {404}),
    "another student's solution": (lambda s: s.hana.post("show", {"question_id": s.other, "request_id": "f"}), {404}),
    "a question that never was": (lambda s: s.answer(s.hana, "no-such-question", "1"), {404}),
    "a locked skill": (lambda s: s.hana.post("next", {"goal": {"skill": "add-like"}}), {200, 403}),
    "a skill that isn't": (lambda s: s.hana.post("next", {"goal": {"skill": "../parts"}}), {400, 404}),
    "a hole one doesn't have": (lambda s: s.hana.post("next", {"goal": {"hole": "parts"}}), {200, 400, 404}),
    "two goals": (
        lambda s: s.hana.post("next", {"goal": {"skill": "add-like", "hole": "parts"}}),
        {200, 400, 403, 404},
    ),
    "a closed question": (lambda s: s.answer(s.hana, s.closed, "12345", "new-request"), {200, 409}),
    "a hint after the end": (lambda s: s.hana.post("hint", {"question_id": s.closed, "request_id": "f"}), {200, 409}),
    "a request id used before": (lambda s: s.answer(s.hana, s.open, s.key(s.hana, s.open), s.used), {200, 400, 409}),
    "a teacher's table": (lambda s: s.hana.post("class"), {403}),
    "a classmate's answers": (lambda s: s.hana.post("answers", {"student": "ida", "skill": "parts"}), {403}),
    "an excuse for oneself": (
        lambda s: s.hana.post("excuse", {"student": "hana", "skill": "parts", "reason": "!", "request_id": "f"}),
        {403},
    ),
    "a look as a classmate": (lambda s: s.hana.post("home", headers=s.hana.headers | {"X-Gapless-As": "ida"}), {403}),
    "a classmate named in the body": (
        lambda s: s.hana.post("standing", {"skill": "x", "as_student": "ida"}),
        {400, 403, 404},
    ),
    "a verb that isn't": (lambda s: s.hana.post("__class__"), {404}),
    "no XSRF header": (lambda s: s.hana.post("next", {"goal": {"skill": "parts"}}, headers={}), {403}),
    "another XSRF header": (
        lambda s: s.hana.post("next", {"goal": {"skill": "parts"}}, headers={"X-XSRFToken": "2|0|0|0"}),
        {403},
    ),
    "a GET": (lambda s: s.hana.http.get("/tutor/api/home"), {404, 405}),
    "an answer that is a number": (lambda s: s.answer(s.hana, s.open, 5), {400}),
    "an answer that is a list": (lambda s: s.answer(s.hana, s.open, ["1"]), {400}),
    "an answer of 300,000 letters": (lambda s: s.answer(s.hana, s.open, "1" * 300_000), {400, 413}),
    "a request id that is nothing": (lambda s: s.answer(s.hana, s.open, "1", ""), {400}),
    "a request id of 10,000 letters": (lambda s: s.answer(s.hana, s.open, "1", "r" * 10_000), {400}),
    "a question id that is a map": (lambda s: s.answer(s.hana, {"$ne": ""}, "1"), {400}),
    "minutes that are endless": (
        lambda s: s.hana.post(
            "answer",
            content=b'{"question_id":"%s","given":"1","request_id":"f","focus_seconds":Infinity}' % s.open.encode(),
        ),
        {400},
    ),
    "a list for a body": (lambda s: s.hana.post("next", [1, 2]), {400}),
    "null for a body": (lambda s: s.hana.post("next", content=b"null"), {400}),
    "no JSON": (lambda s: s.hana.post("next", content=b"\xff\xfe{"), {400}),
    "JSON 50,000 deep": (lambda s: s.hana.post("answer", content=deep(50_000)), {400}),
}


def test_a_body_of_eight_megabytes_is_not_taken(scene: Scene):
    before = scene.hana.served.book.print()
    with contextlib.suppress(httpx.TransportError):  # the server may hang up before the end of it
        assert scene.hana.post("next", content=b" " * 8_000_000).status_code in (400, 413)
    assert scene.hana.served.book.print() == before
    assert scene.hana.next("parts")["state"] == "question"


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_call_changes_nothing(scene: Scene, forgery: str):
    send, statuses = FORGERIES[forgery]
    book = scene.hana.served.book
    before = book.print()
    response = send(scene)
    assert book.print() == before
    assert response.status_code in statuses, response.text[:300]
    assert "Traceback" not in response.text
    if response.status_code >= 400 and response.headers.get("content-type", "").startswith("application/json"):
        assert response.json()["error"]["words"]


def test_a_locked_skill_gives_no_question(scene: Scene):
    assert scene.hana.next("add-like")["state"] == "locked"


def test_a_key_and_a_verdict_sent_along_are_not_believed(scene: Scene):
    response = scene.answer(scene.ida, scene.other, "98765", key="98765", verdict="right", mastered=True, attempt=0)
    assert response.status_code == 400 or response.json()["verdict"] in ("not-yet", "unreadable")
    assert scene.ida.call("standing", {"skill": "parts"})["progress"]["done"] == 0


def test_nobody_signed_in_gets_nothing(scene: Scene, tiny_class: Served):
    with httpx.Client(base_url=tiny_class.url) as stranger:
        stranger.get("/sign-in")
        headers = {"X-XSRFToken": stranger.cookies.get("_xsrf") or ""}
        before = tiny_class.book.print()
        for verb in ("home", "next", "answer", "class", "excuse"):
            assert stranger.post(f"/tutor/api/{verb}", json={}, headers=headers).status_code == 401
        for page in ("/home", "/class", "/lesson/01-parts", "/practice", "/as/hana/home"):
            assert stranger.get(page).status_code in (302, 303, 401)
        assert tiny_class.book.print() == before


def test_a_cookie_is_worth_nothing_with_one_letter_changed(tiny_class: Served, scene: Scene):
    with httpx.Client(base_url=tiny_class.url) as forger:
        for name, value in scene.hana.http.cookies.items():
            spoilt = value if name == "_xsrf" else value[:-2] + ("AA" if value[-2:] != "AA" else "BB")
            forger.cookies.set(name, spoilt)
        assert forger.post("/tutor/api/home", json={}, headers=scene.hana.headers).status_code == 401


DOORS = (
    "/class",
    "/as/ida/home",
    "/as/hana/home",
    "/api/contents",
    "/api/contents/lessons/01-parts.ipynb",
    "/api/sessions",
    "/api/kernels",
    "/api/terminals",
    "/voila/tree",
    "/voila/files/lessons/01-parts.ipynb",
    "/voila/render/lessons/01-parts.ipynb",
    "/voila/render/02-add-like.ipynb",
    "/tree",
    "/files/secret",
    "/lesson/02-add-like/..%2f01-parts",
    "/assets/..%2f..%2fclass.toml",
    "/static/..%2f..%2fsecret",
    "/tutor/micro/parts",
    "/tutor/micro/..%2f..%2fsecret",
)


@pytest.mark.parametrize("path", DOORS)
def test_a_student_gets_no_other_door(scene: Scene, path: str):
    response = scene.hana.http.get(path)
    assert response.status_code in (302, 303, 400, 401, 403, 404, 405), response.text[:200]
    assert "Traceback" not in response.text
