"""What each role may open, and what an address that nobody should ask for gives."""

from __future__ import annotations

import pytest
from house import House, ask

from gapless.voila_apps.pages import first_open


def test_a_locked_lesson_says_what_is_missing_and_starts_nothing(house: House):
    with house.visit("mia") as mia:
        before = len(house.kernels)
        locked = mia.get("/lesson/02-add-like")
        assert "This builds on Equal parts." in locked.text
        assert "Start with Equal parts" in locked.text
        assert 'href="/lesson/01-parts"' in locked.text
        assert "draw" not in locked.text
        assert len(house.kernels) == before


def test_an_open_lesson_is_shown(house: House):
    with house.visit("mia") as mia:
        assert mia.get("/lesson/01-parts").status_code == 200


def test_pages_belong_to_a_role(house: House):
    with house.visit("mia") as mia, house.visit() as teacher:
        assert mia.get("/class").status_code == 403
        assert mia.get("/as/ada/home").status_code == 403
        assert mia.get("/as/mia/lesson/01-parts").status_code == 403
        assert teacher.get("/class").status_code == 200
        assert teacher.get("/home").headers["location"] == "/class"
        assert teacher.get("/as/mia/home").status_code == 200
        assert teacher.get("/as/mia/lesson/01-parts").status_code == 200
        assert teacher.get("/as/nobody/home").status_code == 404


def test_a_teachers_view_of_a_student_says_so_and_stays_in_it(house: House):
    with house.visit() as teacher:
        for page in ("home", "practice", "lesson/01-parts"):
            html = teacher.get(f"/as/mia/{page}").text
            assert "You see this as <b>Mia</b>. Nothing is recorded." in html
            assert 'href="/as/mia/practice"' in html
            assert html.count("<header") == 1


def test_the_way_to_a_locked_skill_starts_where_the_student_can_work_now():
    states = {"count": "mastered", "parts": "ready", "name": "locked", "add": "locked"}
    needs = {"count": [], "parts": ["count"], "name": ["parts"], "add": ["name", "count"]}
    skills = [{"id": id, "state": state, "prerequisites": needs[id]} for id, state in states.items()]
    first = first_open(["name"], skills)
    assert first is not None
    assert first["id"] == "parts"
    assert first_open([], skills) is None


HOSTILE = [
    "/lesson/nope",
    "/lesson/../class.toml",
    "/lesson/%2e%2e%2fclass",
    "/lesson/01-parts.ipynb",
    "/lesson/01-parts%00",
    "/lessons/01-parts.ipynb",
    "/notebooks/lessons/01-parts.ipynb",
    "/voila/render/lessons/01-parts.ipynb",
    "/voila/files/lessons/01-parts.ipynb",
    "/voila/tree",
    "/voila/api/contents/lessons",
    "/voila/static/voila.js",
    "/voila/templates/lab/static/index.css",
    "/voila/labextensions/x/package.json",
    "/api/contents/lessons/01-parts.ipynb",
    "/api/kernels",
    "/api/kernels/00000000-0000-0000-0000-000000000000",
    "/files/course.toml",
    "/assets/../manifest.json",
    "/assets/manifest.json",
    "/assets/..%2f..%2fserver.py",
    "/tutor/micro/add-like",
    "/tutor/micro/..",
    "/static/secret",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_there_is_nothing_else(house: House, path: str):
    with house.visit("mia") as mia:
        answer = mia.get(path)
        assert answer.status_code == 404
        assert "Traceback" not in answer.text
        assert "Content-Security-Policy" in answer.headers


def test_only_names_of_this_machine_are_answered(house: House):
    with house.stranger() as http:
        assert http.get("/sign-in", headers={"Host": f"localhost:{house.server.port}"}).status_code == 200
        assert http.get("/sign-in", headers={"Host": "evil.example"}).status_code == 403


def test_every_answer_carries_the_policy(house: House):
    with house.visit("mia") as mia:
        for path in ("/sign-in", "/home", "/nope", "/lesson/02-add-like"):
            policy = mia.get(path).headers["Content-Security-Policy"]
            assert "script-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy


def test_a_micro_lesson_is_for_those_with_the_hole_and_for_teachers(house: House):
    with house.visit("mia") as mia, house.visit() as teacher:
        assert mia.get("/tutor/micro/parts").status_code == 404
        fragment = teacher.get("/tutor/micro/parts")
        assert "how many equal parts make the whole" in fragment.text
        assert "<html" not in fragment.text


def test_who_is_signed_in_is_told_to_the_page_and_not_written_in_it(house: House):
    with house.visit("mia") as mia, house.visit("ada") as ada:
        assert mia.get("/home").content == ada.get("/home").content
        assert ask(mia, "who").json() == {"id": "mia", "name": "Mia", "role": "student", "as": None}
