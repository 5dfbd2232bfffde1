"""The day: a plan in blocks, minutes told exactly, what was done, and the same numbers for the teacher."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gapless.errors import Unusable
from gapless.records.replay import replay
from gapless.tutor import Tutor
from gapless.tutor.day_why import DAY_NUMBERS
from gapless.tutor.history import Turn
from gapless.tutor.timetable import Timetable

DAY = 86_400


def spend(room, request: str, focused: float, idle: float = 0, student: str = "mia", **more):
    body = {"where": "lesson", "focused": focused, "idle": idle, "request_id": request, **more}
    return room.call("spent", body, student=student)


def test_the_first_day_plans_what_is_open_and_tells_no_number_that_it_has_not_got(room):
    told = room.call("day")
    assert [[task["title"] for task in block["tasks"]] for block in told["blocks"]] == [["Equal parts"]]
    assert told["today"] == {
        "focused": 0.0,
        "planned": 120.0,
        "over": False,
        "words": "120 minutes are planned for today, with breaks.",
    }
    assert (told["xp"], told["pace"], told["debt"]) == ({"today": 0.0, "all": 0.0}, None, [0] * 7)
    assert (told["done"], told["moves"], told["left"], told["reviews"]) == ([], [], 0, 0)


def test_looking_at_home_for_a_while_is_still_the_first_day(room):
    room.clock.go_on(600)
    spend(room, "looked", 30)
    home = room.call("home")
    assert (home["first_day"], home["today"]["focused"]) == (True, 0.5)


def test_the_plan_is_made_anew_after_every_answer(room):
    before = room.call("day")["blocks"][0]["tasks"][0]["minutes"]
    room.play(Turn("parts", times=1))
    after = room.call("day")["blocks"][0]["tasks"][0]
    assert (after["state"], after["minutes"] < before) == ("learning", True)


def test_a_day_later_what_slips_away_comes_first_as_one_look_back(room):
    room.play(Turn("parts"), Turn("add-like"))
    room.clock.go_on(8 * DAY)
    (look_back,) = room.call("home")["plan"]
    assert (look_back["title"], look_back["href"]) == ("Look back: 2 questions", "/review")
    assert room.call("why", {"number": "reviews"})["lines"][0]["words"].endswith("in 100 that you still have it.")
    assert room.call("day")["reviews"] == 2
    room.answer(room.player().next("review:mixed")["question"], "right")
    assert room.call("home")["plan"][0]["title"] == "Look back: 1 question"


def test_a_look_back_at_the_skill_asked_about_last_is_not_planned_alone(room):
    room.play(Turn("parts"))
    room.clock.go_on(10 * 86_400)
    room.answer(room.player().next("review:mixed")["question"], "right")
    room.clock.go_on(400 * 86_400)
    assert room.player().next("review:mixed")["state"] == "done"
    assert room.call("home")["next"]["href"] == "/lesson/02-add-like"


def test_a_missed_review_leads_back_to_its_lesson(room):
    room.play(Turn("parts"), Turn("add-like"))
    room.clock.go_on(8 * DAY)
    question = room.player().next("review:mixed")["question"]
    room.player().close(question, "gone")
    (missed, _) = room.call("home")["plan"]
    assert (missed["skill"], missed["state"]) == (question["skill"], "due")
    assert missed["href"].startswith("/lesson/")


def test_what_was_done_and_what_worked_today_is_told_and_tomorrow_begins_empty(room):
    room.play(Turn("parts", "hint", times=1), Turn("parts"), Turn("add-like", "adds-across", times=2))
    room.play(Turn("hole:parts"))
    told = room.call("day")
    assert [(one["skill"], one["state"], one["words"]) for one in told["done"]] == [
        ("parts", "mastered", "Mastered today."),
        ("parts", "kept", "A hole closed, after 5 questions."),
    ]
    assert told["moves"][0] == "You read a hint, then solved the next one without: 1 time."
    assert told["xp"]["today"] == told["xp"]["all"] > 0
    room.clock.go_on(DAY)
    told = room.call("day")
    assert (told["done"], told["moves"], told["xp"]["today"]) == ([], [], 0.0)
    assert told["xp"]["all"] > 0


def test_seconds_of_a_page_count_once_whatever_is_sent_again_or_from_a_second_device(room):
    room.clock.go_on(600)
    spend(room, "one", 50, 10)
    spend(room, "one", 50, 10)
    spend(room, "two", 40)  # another device at the same time
    assert room.call("day")["minutes"] == {
        "focused": round(50 / 60, 1),
        "idle": round(10 / 60, 1),
        "wasted": 0.0,
        "guesses": 0,
        "hints": 0,
        "skips": 0,
    }
    assert replay(room.records) == []


def test_what_could_not_be_sent_at_once_counts_where_it_was_spent(room):
    room.clock.go_on(2 * 3600)
    spend(room, "now", 60)
    spend(room, "late", 60, ago=3600)
    assert room.call("day")["minutes"]["focused"] == 2.0


@pytest.mark.parametrize(
    "body",
    [
        {"where": "elsewhere", "focused": 5, "request_id": "a"},
        {"where": "lesson", "focused": "5", "request_id": "a"},
        {"where": "lesson", "focused": float("nan"), "request_id": "a"},
        {"where": "lesson", "focused": 5},
        {"focused": 5, "request_id": "a"},
    ],
)
def test_what_can_not_be_read_is_refused(room, body):
    with pytest.raises(Unusable):
        room.call("spent", body)
    assert room.records.events("mia") == []


def test_no_page_can_claim_more_than_an_hour_or_less_than_nothing(room):
    room.clock.go_on(5 * 3600)
    spend(room, "greedy", 1e9, 1e9)
    spend(room, "negative", -500, -500)
    (event,) = room.records.events("mia")
    assert (event.body["focused"], event.body["idle"]) == (3600.0, 0.0)
    assert room.call("day")["minutes"]["focused"] == 60.0


def test_a_day_ends_at_the_class_s_midnight_and_splits_what_goes_over_it(room):
    room.tutor = Tutor(
        room.course, room.bank, room.records, room.clock, Random(7), timetable=Timetable(60, "Pacific/Auckland")
    )
    room.clock.now = datetime(2026, 11, 24, 11, 2, tzinfo=UTC)  # two minutes after midnight there
    spend(room, "over", 300)
    assert (room.call("day")["date"], room.call("day")["minutes"]["focused"]) == ("2026-11-25", 2.0)
    room.clock.now -= timedelta(minutes=3)
    assert (room.call("day")["date"], room.call("day")["minutes"]["focused"]) == ("2026-11-24", 3.0)


def test_a_day_on_which_clocks_change_is_23_or_25_hours_long():
    berlin = Timetable(60, "Europe/Berlin")
    hours = [
        (end - begin) / timedelta(hours=1)
        for begin, end in (berlin.bounds(datetime(2026, month, day).date()) for month, day in ((3, 29), (10, 25)))
    ]
    assert hours == [23.0, 25.0]


def test_when_the_minutes_are_done_the_day_is_over_and_nothing_asks_for_more(room):
    room.tutor = Tutor(room.course, room.bank, room.records, room.clock, Random(7), timetable=Timetable(30))
    room.clock.go_on(7200)
    spend(room, "a", 1800)
    home = room.call("home")
    assert (home["next"]["title"], home["plan"]) == ("See you tomorrow", [])
    assert home["today"] == {
        "focused": 30.0,
        "planned": 30,
        "over": True,
        "words": "30 minutes of work today. That is the whole day's plan.",
    }
    assert room.ask()["skill"] == "parts"  # who wants to go on may
    room.clock.go_on(DAY)
    assert room.call("home")["next"]["title"] == "Equal parts"


def test_the_teacher_reads_the_same_numbers_and_looks_on_without_a_trace(room):
    room.play(Turn("parts"))
    spend(room, "x", 0.5, 30)
    own = room.call("day")
    before = room.records.last_seq("mia")
    (ben, mia) = room.tutor.teacher_call("days", {})["students"]
    assert {key: mia[key] for key in ("minutes", "xp", "pace", "reviews", "debt")} == {
        key: own[key] for key in ("minutes", "xp", "pace", "reviews", "debt")
    }
    assert (ben["id"], ben["xp"]["all"]) == ("ben", 0.0)
    assert room.tutor.teacher_call("day", {"as_student": "mia"})["minutes"] == own["minutes"]
    assert room.tutor.teacher_call("why", {"student": "mia", "number": "xp"})["lines"][0]["words"].startswith("Equal")
    assert room.records.last_seq("mia") == before


def test_each_number_of_the_day_says_where_it_comes_from(room):
    room.play(Turn("parts"))
    for number in DAY_NUMBERS:
        told = room.call("why", {"number": number})
        assert (told["number"], told["skill"]) == (number, "")
        assert told["words"][0].endswith(".")


def test_numbers_read_on_are_those_read_anew(room):
    for number in range(3):
        room.clock.go_on(DAY / 2)
        room.play(Turn("parts", times=1))
        spend(room, f"part-{number}", 700, 100, ago=3600 * number)
        told = room.call("day")
        assert told == room.again().call("day")


def test_a_pace_is_told_after_three_days_of_work_with_how_sure_it_is(room):
    for day in range(3):
        room.clock.go_on(DAY)
        spend(room, f"day-{day}", 900)
        room.play(Turn("parts", times=1))
    told = room.call("day")["pace"]
    assert told["days"] == 3
    assert 0 <= told["low"] <= told["times"] <= told["high"]
    assert "over 3 days" in room.call("why", {"number": "pace"})["words"][0]
