"""What a page tells of the time it was used: once each, the student's own, and never a teacher's."""

from __future__ import annotations

from typing import Any

from house import House, ask


def spent(house: House, student: str) -> list[dict[str, Any]]:
    return [event["body"] for event in house.served.book.events(student, "spent")]


def test_a_stretch_sent_twice_is_kept_once(house: House):
    stretch = {"where": "lesson", "focused": 40, "idle": 5, "ago": 2, "request_id": "stretch-one"}
    with house.visit("ben") as ben:
        assert [ask(ben, "spent", stretch).json() for _ in range(2)] == [{"noted": True}] * 2
        assert ask(ben, "spent", {**stretch, "where": "/etc", "request_id": "x"}).status_code == 400
        assert ben.post("/tutor/api/spent", json={**stretch, "request_id": "forged"}).status_code == 403
    assert spent(house, "ben") == [{"where": "lesson", "focused": 40.0, "idle": 5.0, "ago": 2.0}]


def test_the_time_of_a_teacher_is_nobodys_record(house: House):
    before = house.served.book.print()
    stretch = {"where": "lesson", "focused": 40, "request_id": "teacher"}
    with house.visit() as teacher:
        for looking in ({}, {"X-Gapless-As": "ben"}):
            assert ask(teacher, "spent", stretch, **looking).json() == {"noted": False}
    assert house.served.book.print() == before
