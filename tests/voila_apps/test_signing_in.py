"""Who gets in, how a refusal is told, and what a session outlives."""

from __future__ import annotations

import pytest
from house import House, ask, in_a_thread, sign_in
from served import TEACHER

from gapless.records import Classroom


def test_a_stranger_is_sent_to_the_sign_in_page_and_comes_back_to_the_same_place(house: House):
    with house.stranger() as http:
        sent = http.get("/practice?hole=parts")
        assert (sent.status_code, sent.headers["location"]) == (302, "/sign-in?next=%2Fpractice%3Fhole%3Dparts")
        form = {"code": house.served.codes["mia"], "next": "/practice?hole=parts"}
        assert sign_in(http, form).headers["location"] == "/practice?hole=parts"


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-in", "x", "/\r\n"]
)
def test_signing_in_leads_to_no_other_place(house: House, place: str):
    with house.stranger() as http:
        assert sign_in(http, {"code": house.served.codes["mia"], "next": place}).headers["location"] == "/"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House):
    with house.stranger() as http:
        cookie = sign_in(http, {"code": house.served.codes["mia"]}).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_everybody_starts_at_their_own_page(house: House):
    with house.visit("mia") as mia, house.visit() as teacher:
        assert mia.get("/").headers["location"] == "/home"
        assert teacher.get("/").headers["location"] == "/class"


def test_a_false_code_is_refused_kindly(house: House):
    with house.stranger() as http:
        refused = sign_in(http, {"code": "ben-2222-2222"})
        assert refused.status_code == 401
        assert "I don&#39;t know this code" in refused.text
        assert http.get("/home").status_code == 302


def test_a_form_without_the_pages_token_is_refused(house: House):
    with house.stranger() as http:
        assert http.post("/sign-in", data={"code": house.served.codes["mia"]}).status_code == 403


def test_many_false_codes_for_one_name_have_to_wait_and_others_do_not(house: House):
    with house.stranger() as http:
        tries = [sign_in(http, {"code": f"cleo-2222-{number}222"}) for number in range(2, 8)]
        assert [one.status_code for one in tries] == [401] * 5 + [429]
        assert 0 < int(tries[-1].headers["retry-after"]) <= 60
        assert "Wait" in tries[-1].text
        assert sign_in(http, {"code": house.served.codes["cleo"]}).status_code == 429
        assert sign_in(http, {"code": house.served.codes["ada"]}).status_code == 303


def test_a_teacher_needs_the_password(house: House):
    with house.stranger() as http:
        assert sign_in(http, {"name": TEACHER, "password": "not this one"}).status_code == 401


def test_a_session_outlives_the_server_but_not_a_new_code(house: House, tmp_path_factory: pytest.TempPathFactory):
    with house.visit("ben") as ben:
        session = {name: value for name, value in ben.cookies.items() if name.startswith("gapless-")}
    with in_a_thread(house.served) as second, second.stranger() as http:
        http.cookies.update(session)
        assert ask(http, "who").json()["id"] == "ben"
    classroom = Classroom.open(house.served.folder)
    house.served.codes["ben"] = classroom.people.reset("ben").code
    classroom.close()
    with in_a_thread(house.served) as third, third.stranger() as http:
        http.cookies.update(session)
        assert ask(http, "who").status_code == 401


def test_signing_out_ends_the_session_unless_another_site_asked_for_it(house: House):
    with house.visit("mia") as mia:
        mia.get("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
        assert mia.get("/home").status_code == 200
        mia.get("/sign-out")
        assert mia.get("/home").status_code == 302
