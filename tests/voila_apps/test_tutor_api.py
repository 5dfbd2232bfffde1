"""The tutor over HTTP: the session decides who asks, and every refusal has words."""

from __future__ import annotations

import httpx
from house import House, ask
from served import TEACHER


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and kind of a refusal; it always has words."""
    error = answer.json()["error"]
    assert error["words"]
    return answer.status_code, error["kind"]


def test_a_question_is_asked_and_judged(house: House):
    with house.visit("ada") as ada:
        move = ask(ada, "next", {"goal": {"skill": "parts"}}).json()
        assert move["state"] == "question"
        question = move["question"]["question_id"]
        key = house.served.book.key("ada", question)
        sent = {"question_id": question, "given": key, "request_id": "one", "focus_seconds": 3}
        assert ask(ada, "answer", sent).json()["verdict"] == "right"


def test_a_call_without_the_pages_token_is_refused(house: House):
    with house.visit("mia") as mia:
        assert error_of(mia.post("/tutor/api/home", json={})) == (403, "not-allowed")


def test_a_stranger_is_told_to_sign_in(house: House):
    with house.stranger() as http:
        answer = ask(http, "home")
        assert error_of(answer) == (401, "signed-out")
        assert answer.json()["error"]["href"] == "/sign-in"


def test_a_students_session_opens_no_teachers_verb(house: House):
    with house.visit("mia") as mia:
        assert error_of(ask(mia, "class")) == (403, "not-allowed")
        assert error_of(ask(mia, "excuse", {"student": "mia", "skill": "parts"})) == (403, "not-allowed")
        assert error_of(ask(mia, "home", **{"X-Gapless-As": "ada"})) == (403, "not-allowed")


def test_a_teacher_looks_on_and_leaves_no_trace(house: House):
    with house.visit() as teacher:
        before = house.served.book.print()
        looking = {"X-Gapless-As": "mia"}
        assert ask(teacher, "home", **looking).json()["student"]["name"] == "Mia"
        assert ask(teacher, "next", {"goal": {"skill": "parts"}}, **looking).json()["state"] == "idle"
        assert ask(teacher, "who", **looking).json()["as"] == {"id": "mia", "name": "Mia"}
        assert error_of(ask(teacher, "answer", {}, **looking)) == (403, "not-allowed")
        assert error_of(ask(teacher, "next", {"goal": {"skill": "parts"}})) == (403, "not-allowed")
        assert house.served.book.print() == before


def test_an_excuse_is_signed_by_the_session_not_by_the_body(house: House):
    with house.visit() as teacher:
        body = {"student": "cleo", "skill": "parts", "reason": "Moved here.", "request_id": "x", "by": "somebody"}
        excused = ask(teacher, "excuse", body).json()["excused"]
        assert [one["by"] for one in excused] == [TEACHER.lower().replace(" ", "-")]


def test_what_cant_be_read_is_said_so(house: House):
    with house.visit("mia") as mia:
        headers = {"X-XSRFToken": mia.cookies["_xsrf"], "Content-Type": "application/json"}
        for content in (b"", b"null", b"[]", b"{", b"\xff", b"[" * 60_000, b'{"a": "' + b"x" * 70_000 + b'"}'):
            answer = mia.post("/tutor/api/home", content=content, headers=headers)
            assert error_of(answer) == (400, "unusable")


def test_a_failure_nobody_expected_is_logged_and_told_in_one_sentence(house: House, monkeypatch, caplog):
    tutor = house.server.house.tutor
    monkeypatch.setattr(tutor, "call", lambda *_: 1 / 0)
    with house.visit("mia") as mia:
        answer = ask(mia, "home")
    assert error_of(answer) == (500, "trouble")
    assert "division" not in answer.text
    assert "ZeroDivisionError" in caplog.text
