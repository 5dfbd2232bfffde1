"""The teacher's tables as files, and for teachers alone."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest
from house import House, ask


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert re.fullmatch(r'attachment; filename="[\w-]+\.csv"', answer.headers["content-disposition"])
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


def miss(house: House, student: str, given: str = "0") -> None:
    """Answer a question of the first skill by nought, or by its first option."""
    with house.visit(student) as http:
        question = ask(http, "next", {"goal": {"skill": "parts"}}).json()["question"]["question_id"]
        ask(http, "answer", {"question_id": question, "given": given, "request_id": f"{student}-miss"})


def test_the_class_table(house: House):
    with house.visit() as teacher:
        shown = ask(teacher, "class").json()
        table = rows(teacher.get("/class.csv"))
    assert [one["id"] for one in table] == [one["id"] for one in shown["students"]]
    for line, student in zip(table, shown["students"], strict=True):
        assert line["name"] == student["name"]
        assert {skill["title"]: line[skill["title"]] for skill in shown["skills"]} == {
            skill["title"]: student["cells"][skill["id"]] for skill in shown["skills"]
        }


def test_the_answers_on_a_skill(house: House):
    miss(house, "ben")
    with house.visit() as teacher:
        (line, *_) = rows(teacher.get("/answers.csv", params={"student": "ben", "skill": "parts"}))
    assert (line["verdict"], line["with help"]) in {("not-yet", "no"), ("right", "no")}
    # The prompt as its author wrote it, mathematics and all.
    assert re.search(r"\$\d+\$ equal parts", line["question"])


def test_the_minutes_and_xp_of_the_day(house: House):
    with house.visit() as teacher:
        shown = ask(teacher, "days").json()
        table = rows(teacher.get("/days.csv"))
    assert [(one["id"], one["minutes of work"], one["XP in all"]) for one in table] == [
        (one["id"], str(one["minutes"]["focused"]), str(one["xp"]["all"])) for one in shown["students"]
    ]
    assert {one["minutes planned"] for one in table} == {"120.0"}


@pytest.mark.parametrize("path", ["/class.csv", "/days.csv", "/answers.csv?student=ben&skill=parts"])
def test_students_get_none_of_them(house: House, path: str):
    with house.visit("mia") as mia:
        assert mia.get(path).status_code == 403
    with house.stranger() as stranger:
        answer = stranger.get(path)
        assert answer.status_code == 302
        assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "query", ["", "?student=eve&skill=parts", "?student=ben&skill=nothing", "?student=../x&skill=%00"]
)
def test_what_is_not_there_is_not_found(house: House, query: str):
    with house.visit() as teacher:
        assert teacher.get(f"/answers.csv{query}").status_code == 404
