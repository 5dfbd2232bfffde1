"""Who may open the pages and verbs of forms and rewards, and that no page of theirs holds a word on an answer."""

from __future__ import annotations

import pytest
from house import House, ask


@pytest.mark.parametrize(
    "verb", ["class_forms", "form_open", "form_close", "rewards", "reward_promise", "reward_decide"]
)
def test_a_student_has_no_teacher_s_verb(house: House, verb: str):
    with house.visit("cleo") as http:
        answer = ask(http, verb, {"minutes": 45, "request_id": "mine"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (403, "not-allowed")


@pytest.mark.parametrize("verb", ["form_start", "form_answer", "form_flag", "form_hand_in"])
def test_a_teacher_looks_on_and_sits_no_form(house: House, verb: str):
    with house.visit() as http:
        answer = ask(http, verb, {"request_id": "mine"}, **{"X-Gapless-As": "cleo"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (403, "not-allowed")


@pytest.mark.parametrize("path", ["/class-forms", "/rewards", "/rewards.csv", "/as/mia/forms"])
def test_a_student_does_not_open_a_teacher_s_page(house: House, path: str):
    with house.visit("cleo") as http:
        assert http.get(path).status_code == 403


def test_the_pages_are_there_and_the_ledger_only_once_something_is_promised(house: House):
    with house.visit("cleo") as http:
        assert [http.get(path).status_code for path in ("/forms", "/form/any", "/ledger")] == [200, 200, 404]
        assert not any("reward" in http.get(path).text.lower() for path in ("/home", "/forms", "/form/any"))
    with house.visit() as http:
        assert [http.get(path).status_code for path in ("/class-forms", "/rewards", "/as/cleo/forms")] == [200] * 3
        assert http.get("/rewards.csv").headers["Content-Type"].startswith("text/csv")
