"""Forms by the tutor's verbs: no word on an answer before the end, each judged once, and what its misses lead to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sitting import (
    FRACTIONS,
    GRADE_2,
    close_holes,
    hand_in,
    key,
    miss,
    sat,
    school_over,
    started,
    tutor_of,
    write,
)

from gapless.authoring import ItemBank
from gapless.errors import Closed, Locked, NotFound, TooMany
from gapless.mastery import fold
from gapless.mastery.forms import blueprint, draw
from gapless.records.replay import replay
from gapless.tutor.form_room import FormRoom, FormRules


@pytest.fixture(scope="module")
def fractions() -> Iterator[ItemBank]:
    with ItemBank(FRACTIONS, deadline=10) as bank:
        yield bank


@pytest.fixture
def school(room, fractions: ItemBank):
    return school_over(room, fractions)


def with_rules(school, rules: FormRules) -> Any:
    """The same class after a restart, with these rules for forms."""
    again = school.again()
    again.tutor = tutor_of(school, room=FormRoom(rules))
    return again


def test_a_form_opens_once_its_grade_is_mastered(room, school) -> None:
    fresh = school.call("forms", student="ben")
    assert (fresh["state"], fresh["title"], fresh["of"]) == ("open", "Grade 2, form 1", 20)
    assert fresh["likelihood"]["percent"] == 31
    assert "At 95 right answers in 100, all 20 are right in 36 of 100 forms." in fresh["likelihood"]["words"]
    tiny = room.call("forms")
    assert tiny["state"] == "locked"
    assert tiny["links"]
    with pytest.raises(Locked):
        started(room)


def test_it_spreads_over_the_skills_and_shares_no_question_with_anything_before(school) -> None:
    before = {event.body["fingerprint"] for event in school.records.events("mia") if event.kind == "asked"}
    papers = [started(school, student) for student in ("mia", "ben")]
    assert started(school)["form"] == papers[0]["form"]
    asked = [
        [event.body for event in school.records.events(student) if event.body.get("purpose") == "form"]
        for student in ("mia", "ben")
    ]
    assert [sum(body["skill"] == skill for body in asked[0]) for skill in GRADE_2] == [10, 10]
    mia, ben = ({body["fingerprint"] for body in bodies} for bodies in asked)
    assert (len(mia), len(ben)) == (20, 20)
    assert not mia & ben
    assert not mia & before


def test_nothing_tells_right_from_not_right_before_the_end(school) -> None:
    told = {}
    for student, give in (("mia", key), ("ben", miss)):
        paper = started(school, student)
        said = [paper["questions"][0].keys()]
        for question in paper["questions"]:
            id = question["question_id"]
            saved = write(school, paper, id, give(school, id, student), student)
            said.append((saved["answered"], saved["words"], saved["of"]))
        pages = [school.call(verb, student=student) for verb in ("forms", "practice")]
        seen = school.call("standing", {"skill": "equal-parts"}, student=student)
        told[student] = [said, pages[0]["state"], pages[0]["past"], pages[1], len(seen["answers"])]
        shown = json.dumps([paper, pages, school.call("form", {"form": paper["form"]}, student)])
        assert not any(word in shown for word in ('"key"', '"mistakes"', '"solution"', '"verdict"', '"misconception"'))
    assert told["mia"] == told["ben"]
    question = started(school)["questions"][0]["question_id"]
    for verb in ("answer", "hint", "show"):
        with pytest.raises(NotFound, match="Answer it there"):
            school.call(verb, {"question_id": question, "given": "1", "request_id": "x"})
    with pytest.raises(NotFound):
        school.call("form_result", {"form": started(school)["form"]})


def test_what_cannot_be_read_is_said_without_a_look_at_the_key(school) -> None:
    paper = started(school)
    typed = next(one["question_id"] for one in paper["questions"] if one["input"]["kind"] == "number")
    assert write(school, paper, typed, "3//4")["words"].startswith("I can't read")
    assert write(school, paper, typed, "3")["words"] == ""
    assert write(school, paper, typed, "")["answered"] == 0


def test_all_right_is_told_once_and_leads_to_the_grade_above_on_another_day(school) -> None:
    result = sat(school)
    assert (result["right"], result["of"], result["misses"]) == (20, 20, [])
    assert result["words"] == "100 %. Every question of grade 2 is right."
    assert hand_in(school, result) == result
    assert school.call("form_result", {"form": result["form"]}) == result
    told = school.call("forms")
    assert (told["state"], told["title"]) == ("locked", "Grade 3, form 1")
    assert [past["right"] for past in told["past"]] == [20]
    assert replay(school.records) == []


def test_each_miss_becomes_a_hole_with_its_answer_and_the_retake_waits_for_it(school) -> None:
    result = sat(school, missed=2)
    assert (result["right"], len(result["misses"])) == (18, 2)
    for one in result["misses"]:
        assert one["solution"]
        assert one["next"]["href"]
        assert one["next_words"]
    waiting = school.call("forms")
    assert waiting["state"] == "holes"
    assert waiting["links"]
    with pytest.raises(Locked):
        started(school)
    shown = {question for hole in school.tutor._folded["mia"].state.holes.values() for question in hole.evidence}
    missed = next(form.misses for form in school.tutor._folded["mia"].state.forms.values())
    assert set(missed) <= shown
    close_holes(school)
    assert school.call("forms")["state"] == "today"
    school.clock.now += timedelta(days=1)
    assert school.call("forms")["title"] == "Grade 2, form 2"
    first = {event.body["fingerprint"] for event in school.records.events("mia") if event.body.get("purpose") == "form"}
    second = started(school)["form"]
    again = [event.body for event in school.records.events("mia") if event.body.get("goal") == {"form": second}]
    assert len({body["fingerprint"] for body in again} - first) == 20
    assert replay(school.records) == []


def test_blank_counts_as_not_known_and_every_answer_counts_once(school) -> None:
    paper = started(school)
    for question in paper["questions"][1:]:
        write(school, paper, question["question_id"], miss(school, question["question_id"]))
        write(school, paper, question["question_id"], key(school, question["question_id"]))
    result = hand_in(school, paper)
    assert (result["right"], [one["verdict"] for one in result["misses"]]) == (19, ["blank"])
    ids = {question["question_id"] for question in paper["questions"]}
    kinds = [
        event.kind
        for event in school.records.events("mia")
        if event.body.get("question") in ids and event.kind in ("answered", "shown")
    ]
    assert sorted(kinds) == ["answered"] * 19 + ["shown"]
    hand_in(school, paper)
    assert len(school.records.events("mia")) == school.records.last_event("mia").seq - sum(
        len(school.records.events(other)) for other in ("ben",)
    )


def test_a_form_is_kept_through_a_restart_on_two_devices_and_over_days(school) -> None:
    paper = started(school)
    first, second = (question["question_id"] for question in paper["questions"][:2])
    write(school, paper, first, "1")
    body = {"form": paper["form"], "question_id": second, "given": "2", "request_id": "same", "focus_seconds": 5}
    school.call("form_answer", body)
    phone = school.again()
    phone.clock.now += timedelta(days=3)
    phone.call("form_answer", body)
    phone.call("form_flag", {"form": paper["form"], "question_id": first, "flagged": True, "request_id": "flag"})
    write(school, paper, first, "3")
    kept = {
        one["question_id"]: (one["given"], one["flagged"])
        for one in phone.call("form", {"form": paper["form"]})["questions"]
    }
    assert (kept[first], kept[second]) == (("3", True), ("2", False))
    assert sum(event.kind == "form_answered" for event in school.records.events("mia")) == 3
    results = [hand_in(device, paper) for device in (school, phone)]
    assert results[0] == results[1]
    assert sum(event.kind == "form_handed_in" for event in school.records.events("mia")) == 1
    with pytest.raises(Closed):
        write(school, paper, first, "4")


def test_one_form_a_day_where_the_class_is_whatever_the_clock_does(school) -> None:
    sat(school, missed=1)
    close_holes(school)
    school.clock.now += timedelta(hours=15, minutes=59 - school.clock.now.minute)
    assert school.call("forms")["state"] == "today"
    school.clock.now += timedelta(minutes=2)
    assert school.call("forms")["state"] == "open"
    started(school)
    school.clock.now -= timedelta(hours=2)
    assert school.call("forms")["state"] == "running"
    hand_in(school, started(school))
    close_holes(school)
    assert school.call("forms")["state"] in ("today", "holes")


def test_when_time_is_over_what_is_there_is_handed_in(school) -> None:
    timed = with_rules(school, FormRules(minutes=30))
    assert timed.call("forms")["minutes"] == 30
    paper = started(timed)
    assert paper["seconds_left"] == 1800
    for question in paper["questions"][:19]:
        write(timed, paper, question["question_id"], key(timed, question["question_id"]))
    timed.clock.now += timedelta(minutes=31)
    result = timed.call("form", {"form": paper["form"]})
    assert (result["state"], result["right"]) == ("handed-in", 19)
    assert result["words"].startswith("Time is over")
    assert timed.call("forms")["state"] == "today"


def test_a_supervised_form_begins_with_the_code_and_ends_with_the_window(school) -> None:
    watched = with_rules(school, FormRules(supervised=True))
    assert watched.call("forms")["shut"]
    with pytest.raises(Locked, match="somebody is with you"):
        started(watched)
    opened = watched.tutor.teacher_call("form_open", {"minutes": 45, "request_id": "open"}, "ms-rivera")
    code = opened["window"]["code"]
    assert started(watched, code="ABC")["state"] == "refused"
    paper = started(watched, code=f" {code[:3].lower()} {code[3:]} ")
    assert paper["seconds_left"] == 45 * 60
    row = watched.tutor.teacher_call("class_forms", {}, "ms-rivera")["students"][1]
    assert (row["id"], row["running"]["answered"], row["running"]["supervised"]) == ("mia", 0, True)
    closed = watched.tutor.teacher_call("form_close", {"hand_in": True, "request_id": "close"}, "ms-rivera")
    assert (closed["window"], closed["students"][1]["running"]) == (None, None)
    assert watched.call("form_result", {"form": paper["form"]})["words"].startswith("Your teacher ended the form")


def test_codes_cannot_be_tried_out(school) -> None:
    watched = with_rules(school, FormRules(supervised=True))
    watched.tutor.teacher_call("form_open", {"minutes": 45, "request_id": "open"}, "ms-rivera")
    for number in range(10):
        assert started(watched, code=f"NO{number}")["words"].startswith("This code does not fit.")
    with pytest.raises(TooMany):
        started(watched, code="NO")


@pytest.mark.parametrize("verb", ["form", "form_answer", "form_flag", "form_hand_in", "form_result"])
def test_nobody_reaches_a_form_of_somebody_else(school, verb: str) -> None:
    paper = started(school, "ben")
    question = paper["questions"][0]["question_id"]
    body = {"form": paper["form"], "question_id": question, "given": "1", "request_id": "mine"}
    with pytest.raises(NotFound):
        school.call(verb, body)


def test_a_whole_class_at_the_same_number_shares_no_question(fractions: ItemBank) -> None:
    items = {skill: [item.id for item in fractions.items if item.skill == skill] for skill in GRADE_2}
    counts, used = blueprint(dict.fromkeys(GRADE_2, 12.0)), set[str]()
    for student in range(25):
        drawn = draw(counts, items, fractions.make, lambda made: made.fingerprint, used, (), Random(student))
        assert drawn is not None
        made = {one.question.fingerprint for one in drawn}
        assert len(made) == 20
        assert not made & used
        used |= made


def test_events_told_twice_or_late_count_once(school) -> None:
    paper = started(school)
    sat(school, missed=3)
    events = school.records.events("mia")
    once = fold(events)
    assert fold([event for event in events for _ in range(2)]) == once
    late = [event for event in events if event.kind in ("form_answered", "form_flagged", "form_handed_in", "answered")]
    assert fold(late, once) == once
    assert once.forms[paper["form"]].rights == 17
    assert once.looks == (17, 20)
