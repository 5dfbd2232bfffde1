"""Placement by the tutor's verbs, on the course that is shipped: questions, no verdict, and a map with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gapless.authoring import ItemBank, load_course
from gapless.authoring.faults import ItemFault
from gapless.errors import LearnerError, NotFound
from gapless.mastery import Skill
from gapless.mastery.placement import next_question
from gapless.records.replay import replay
from gapless.tutor.history import Turn
from gapless.tutor.placements import Placements

FRACTIONS = Path(__file__).parents[2] / "courses" / "fractions"
LONGEST = 45


@pytest.fixture(scope="module")
def fractions() -> Iterator[ItemBank]:
    with ItemBank(FRACTIONS, deadline=10) as bank:
        yield bank


@pytest.fixture
def school(room, fractions: ItemBank):
    """The class over the shipped course."""
    return type(room)(load_course(FRACTIONS), fractions, room.records, room.clock)


def knows_grade_3(school) -> Callable[[str], str]:
    """A student who knows everything up to grade 3, and says so where something is new."""
    grades = {skill.id: skill.grade for skill in school.course.skills.values()}
    return lambda skill: "right" if grades.get(skill, 9) <= 3 else "not-learned"


def sit(school, answer: Callable[[str], str], student: str = "mia", most: int = LONGEST) -> list[Any]:
    """Go on with the placement for `most` questions, or to its end; the questions."""
    asked = []
    while len(asked) < most and (move := school.call("place", student=student))["state"] == "question":
        asked.append(move["question"])
        school.answer(move["question"], answer(move["question"]["skill"]), student)
    return asked


def found(school, student: str = "mia") -> dict[str, str]:
    return {one["skill"]: one["found"] for one in school.call("map", student=student)["skills"]}


def test_it_ends_in_a_map_of_what_is_known_and_opens_the_gates(school) -> None:
    asked = sit(school, knows_grade_3(school))
    assert 8 <= len(asked) <= 15
    told = school.call("map")
    right = [one for one in told["skills"] if (one["grade"] <= 3) == (one["found"] == "known")]
    assert len(right) >= len(told["skills"]) - 2
    assert (told["state"], told["questions"], len(told["answers"])) == ("ended", len(asked), len(asked))
    assert {one["state"] for one in told["skills"] if one["found"] == "known"} == {"placed"}
    assert school.tutor.may_open("mia", "09-add-like") is None
    assert school.tutor.may_open("ben", "09-add-like") is not None
    mia = next(one for one in school.tutor.teacher_call("class", {})["students"] if one["id"] == "mia")
    assert mia["cells"]["equal-parts"] == "placed"
    assert replay(school.records) == []


def test_every_finding_says_how_sure_it_is_and_which_answers_say_so(school) -> None:
    sit(school, knows_grade_3(school))
    told = school.call("map")
    for one in told["skills"]:
        assert 0.3 < one["certainty"] <= 1
        assert one["why"], one["skill"]
        verdicts = {told["answers"][reason["answer"]]["verdict"] for reason in one["why"]}
        assert verdicts == ({"right"} if one["found"] == "known" else {"shown"})
    inferred = school.call("standing", {"skill": "equal-groups"})
    assert inferred["words"].startswith("Your first answers say that you know this.")
    assert inferred["answers"]


def test_no_question_comes_twice_and_each_of_a_skill_is_from_another_item(school) -> None:
    sit(school, lambda skill: "right" if len(skill) % 2 else "miss")
    asked = [event.body for event in school.records.events("mia") if event.kind == "asked"]
    assert len({body["fingerprint"] for body in asked}) == len(asked)
    assert len({body["item"] for body in asked}) == len(asked)
    assert {body["purpose"] for body in asked} == {"placement"}


def test_while_it_runs_nothing_a_student_can_read_tells_right_from_not_right(school) -> None:
    told = {}
    for student, how in (("mia", "right"), ("ben", "miss")):
        question = school.call("place", student=student)["question"]
        assert (question["hints"], question["hint_left"], question["progress"]) == ([], False, None)
        assert not {"key", "mistakes", "solution"} & question.keys()
        key = {"question_id": question["question_id"], "request_id": "again"}
        hinted = school.call("hint", key, student=student)
        answered = school.answer(question, how, student)
        repeated = school.call("answer", {**key, "given": "1/2"}, student=student)
        shown = school.call("show", {**key, "request_id": "show"}, student=student)
        pages = [school.call(verb, student=student) for verb in ("map", "practice", "home")]
        why = school.call("standing", {"skill": question["skill"]}, student=student)
        told[student] = [question["skill"], hinted, answered, repeated, shown, *pages, why]
        for one in (answered, repeated, shown):
            assert one.pop("question_id") == question["question_id"]
        pages[2].pop("student")
    assert told["mia"] == told["ben"]
    assert told["mia"][2]["verdict"] == "noted"
    assert school.call("standing", {"skill": told["mia"][0]})["answers"] == []


def test_getting_clearer_only_rises(school) -> None:
    clear = []
    while (move := school.call("place"))["state"] == "question":
        clear.append(move["clearer"])
        school.answer(move["question"], "right" if len(clear) % 2 else "not-learned")
    assert clear == sorted(clear)
    assert (clear[0], clear[-1] < 1) == (0, True)


def test_what_cannot_be_read_may_be_written_again(school) -> None:
    move = school.call("place")
    while move["question"]["input"]["kind"] == "choice":
        school.answer(move["question"], "right")
        move = school.call("place")
    body = {"question_id": move["question"]["question_id"], "given": "3//4//", "request_id": "unreadable"}
    assert school.call("answer", body)["verdict"] == "unreadable"
    assert school.call("place")["question"]["question_id"] == move["question"]["question_id"]
    assert school.answer(move["question"], "right")["verdict"] == "noted"


def test_a_double_click_counts_once(school) -> None:
    question = school.call("place")["question"]
    body = {"question_id": question["question_id"], "given": "1", "request_id": "once", "focus_seconds": 3}
    assert school.call("answer", body) == school.call("answer", body)
    assert len([event for event in school.records.events("mia") if event.kind == "answered"]) == 1


def test_it_goes_on_after_a_pause_and_a_restart_where_it_stood(school) -> None:
    sit(school, knows_grade_3(school), most=3)
    question = school.call("place")["question"]
    assert school.call("home")["next"]["href"] == "/placement"
    later = school.again()
    assert later.call("place")["question"] == question
    assert later.call("map")["state"] == "running"
    sit(later, knows_grade_3(later))
    assert later.call("map")["state"] == "ended"


def test_what_is_asked_follows_from_the_seed_and_the_answers_bit_for_bit(school) -> None:
    sit(school, knows_grade_3(school))
    sitting = school.tutor._desk("mia", True).state.placement  # pyright: ignore[reportPrivateUsage]  the recorded one
    kept = Placements(school.course, school.bank.items)
    for number in range(len(sitting.answers) + 1):
        so_far = replace(sitting, answers=sitting.answers[:number])
        one, other = kept.of(so_far), Placements(school.course, school.bank.items).of(so_far)
        assert np.array_equal(one.known, other.known)
        assert next_question(one) == next_question(other)
    recorded = {skill: finding.p_known for skill, finding in sitting.found.items()}
    assert recorded == dict(zip(kept.chart.skills, map(float, kept.of(sitting).known), strict=True))


def test_a_second_look_asks_once_more_and_finds_the_map_anew(school) -> None:
    with pytest.raises(NotFound):
        school.call("second_look", {"skill": "equivalent"})
    sit(school, knows_grade_3(school), most=2)
    with pytest.raises(NotFound):
        school.call("second_look", {"skill": "equivalent"})
    sit(school, knows_grade_3(school))
    before = school.call("map")
    for _ in range(3):
        move = school.call("second_look", {"skill": "equivalent"})
        assert (move["state"], move["question"]["skill"]) == ("question", "equivalent")
        assert school.call("map")["look"]
        assert school.answer(move["question"], "right")["verdict"] == "noted"
    after = school.call("map")
    assert after["questions"] == before["questions"] + 3
    assert (found(school)["equivalent"], school.call("place")["state"]) == ("known", "placed")
    fingerprints = [event.body["fingerprint"] for event in school.records.events("mia") if event.kind == "asked"]
    assert len(set(fingerprints)) == len(fingerprints)
    assert replay(school.records) == []


def test_a_gap_under_what_is_known_is_a_hole_with_its_answers_and_comes_first(school) -> None:
    grades = {skill.id: skill.grade for skill in school.course.skills.values()}
    sit(school, lambda skill: "right" if grades[skill] <= 4 and skill != "simplify" else "miss")
    for _ in range(3):
        school.answer(school.call("second_look", {"skill": "simplify"})["question"], "miss")
    assert found(school)["simplify"] == "hole"
    hole = next(one for one in school.call("practice")["holes"] if one["skill"] == "simplify")
    assert hole["status"] == "confirmed"
    assert len(hole["evidence"]) >= 3
    assert school.call("home")["next"]["href"] == "/practice?hole=simplify"


def test_a_course_edited_in_the_middle_loses_no_answer_and_is_explained(school) -> None:
    sit(school, knows_grade_3(school), most=5)
    events = school.records.events("mia")
    gone = events[-1].body["question"]
    lost = next(event.body["skill"] for event in events if event.kind == "asked" and event.body["question"] == gone)
    kept = {id: one for id, one in school.course.skills.items() if id != lost}
    thinned = {
        id: replace(one, prerequisites=tuple(n for n in one.prerequisites if n in kept)) for id, one in kept.items()
    }
    skills = {**thinned, "new-one": Skill("new-one", "Something new", 5, ("compare",))}
    lessons = {
        id: replace(one, skills=tuple(s for s in one.skills if s in kept)) for id, one in school.course.lessons.items()
    }
    school.tutor.reload(replace(school.course, skills=skills, lessons=lessons), school.bank)
    move = school.call("place")
    assert move["words"] == "The course has changed. Skills gone: 1. New skills: 1. Your answers count."
    sit(school, knows_grade_3(school))
    told = school.call("map")
    assert (told["state"], lost in found(school), "new-one" in found(school)) == ("ended", False, True)
    assert len(told["answers"]) >= 8
    assert school.records.events("mia")[: len(events)] == events
    assert replay(school.records) == []


def test_a_question_whose_skill_was_taken_away_gives_way_to_another(school) -> None:
    first = school.call("place")["question"]
    kept = {id: one for id, one in school.course.skills.items() if id != first["skill"]}
    skills = {
        id: replace(one, prerequisites=tuple(n for n in one.prerequisites if n in kept)) for id, one in kept.items()
    }
    school.tutor.reload(replace(school.course, skills=skills, lessons={}), school.bank)
    assert school.call("place")["question"]["skill"] in kept
    assert school.answer(first, "right")["verdict"] == "noted", "the answer that was under way is taken all the same"


class Broken:
    """A bank whose items fail, but for those of `sound`."""

    def __init__(self, bank: ItemBank, sound: set[str]) -> None:
        self.bank, self.items, self.sound = bank, bank.items, sound

    def make(self, item_id: str, seed: int):
        if item_id not in self.sound:
            raise ItemFault("it divides by zero.", "Mend the item.", "lessons/01.ipynb", 3, item_id)
        return self.bank.make(item_id, seed)


def test_items_that_fail_give_way_and_where_all_fail_nothing_is_lost(school) -> None:
    wanted = {item.id for item in school.bank.items if item.skill in ("equal-parts", "compare")}
    school.tutor.reload(school.course, Broken(school.bank, wanted))
    assert school.call("place")["question"]["skill"] in ("equal-parts", "compare")
    school.tutor.reload(school.course, Broken(school.bank, set()))
    school.answer(school.call("place")["question"], "right")
    with pytest.raises(NotFound, match="needs a repair"):
        school.call("place")
    with pytest.raises(NotFound, match="needs a repair"):
        school.call("place", student="ben")
    assert school.records.events("ben") == []
    school.tutor.reload(school.course, school.bank)
    assert school.call("place")["state"] == "question"


def test_a_teacher_looks_on_and_nothing_is_recorded(school) -> None:
    look = {"as_student": "mia"}
    assert school.tutor.teacher_call("place", look)["state"] == "idle"
    assert school.tutor.teacher_call("map", look)["state"] == "none"
    question = school.call("place")["question"]
    before = school.records.events("mia")
    assert school.tutor.teacher_call("place", look)["question"] == question
    with pytest.raises(LearnerError):
        school.tutor.teacher_call("second_look", {**look, "skill": "compare"})
    school.answer(question, "right")
    school.tutor.teacher_call("place", look)
    assert [event.kind for event in school.records.events("mia")[len(before) :]] == ["answered"]


def test_home_invites_on_the_first_day_where_there_is_something_to_find(school, room) -> None:
    home = school.call("home")
    assert home["placement"] == {
        "state": "invite",
        "title": "Find where to start",
        "href": "/placement",
        "words": "About 12 questions. Some will be new to you; that is how I find where to start.",
        "action": "Find it",
        "skip": "Start without it",
    }
    assert (home["first_day"], home["next"]["href"]) == (True, "/lesson/01-equal-parts")
    assert room.call("home", student="ben")["placement"] is None, "with two skills, starting is as quick"
    sit(school, knows_grade_3(school))
    home = school.call("home")
    assert (home["placement"]["state"], home["next"]["words"]) == ("ended", "You know what it builds on.")


def test_what_was_placed_is_offered_to_be_shown_after_all_else(school) -> None:
    school.play(Turn("equal-parts"))
    sit(school, lambda skill: "right")
    plan = school.call("home")["plan"]
    states = [entry["state"] for entry in plan]
    assert states == sorted(states, key="placed".__eq__)
    assert states[-1] == "placed"
    assert "Equal parts" not in [entry["title"] for entry in plan]
