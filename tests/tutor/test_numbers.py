"""Every number of a student says where it comes from; contests, mixed checks, rest and odd records at the tutor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gapless.errors import NotFound, Unusable
from gapless.mastery import Event
from gapless.records.replay import replay
from gapless.tutor.history import Turn
from gapless.tutor.why import NUMBERS

DAY = 86_400


def why(room, number, skill="parts"):
    return room.call("why", {"number": number, "skill": skill})


@pytest.fixture
def with_hole(room):
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2))
    return room


def test_minutes_are_what_the_run_still_needs(room):
    assert why(room, "minutes")["words"] == ["10 minutes are planned for this skill."]
    room.play(Turn("parts", times=1))
    assert why(room, "minutes")["words"] == [
        "10 minutes are planned for this skill.",
        "1 of 4 in a row is done, so that part is taken off.",
    ]
    assert room.call("home")["next"]["minutes"] == 8


def test_p_known_is_told_step_by_step_and_ends_at_the_number_itself(room):
    room.play(Turn("parts"))
    told = why(room, "p-known")
    assert told["words"] == [
        "It stands at 99 in 100 that this skill is known. Each first answer without help moves it."
    ]
    steps = [line["words"] for line in told["lines"]]
    assert (steps[0], steps[-1]) == ("98 → 99 in 100.", "10 → 36 in 100.")
    assert [one.split()[0] for one in steps[:-1]] == [one.split()[2] for one in steps[1:]]
    assert all(line["answer"]["given"] for line in told["lines"])


def test_a_hole_tells_its_chance_what_disproves_it_and_what_comes_next(with_hole):
    (hole,) = with_hole.call("practice")["holes"]
    assert (hole["chance"], hole["contest"], hole["took"]) == (97, True, "")
    assert hole["disproved"] == "Do you know Equal parts? One right answer without a hint closes this at once."
    assert hole["next"] == "Next: the short lesson, then questions. 0 of 3 in a row so far."
    told = why(with_hole, "hole")
    assert told["words"][0].startswith("97 in 100 that this is missing.")
    assert [line["words"] for line in told["lines"]] == [
        "Fits the idea. 10 → 66 in 100.",
        "Fits the idea. 66 → 97 in 100.",
    ]
    teacher = with_hole.tutor.teacher_call("why", {"student": "mia", "number": "hole", "skill": "parts"})
    assert teacher == told


def test_a_hole_that_was_worked_on_says_what_it_took(with_hole):
    with_hole.play(Turn("hole:parts"))
    (recovered,) = with_hole.call("home")["recovered"]
    assert recovered["took"] == "5 questions, about 3 minutes, within a day"
    assert why(with_hole, "closing")["words"][0] == recovered["took"]
    (row,) = [one for one in with_hole.tutor.teacher_call("class", {})["students"] if one["id"] == "mia"]
    assert [(one["skill"], one["outcome"], one["took"]) for one in row["closed"]] == [
        ("parts", "recovered", recovered["took"])
    ]


def test_a_contest_is_one_question_and_its_right_answer_closes_the_hole(with_hole):
    question = with_hole.player().next("contest:parts")["question"]
    assert (question["skill"], question["purpose"], question["progress"]) == ("parts", "contest", None)
    told = with_hole.answer(question, "right")
    assert told["words"].endswith("You know it: Equal parts. The hole is closed.")
    done = with_hole.player().next("contest:parts")
    assert (done["state"], done["next"]["href"]) == ("done", "/lesson/02-add-like")
    assert replay(with_hole.records) == []


def test_a_contest_that_is_missed_goes_back_to_the_practice(with_hole):
    question = with_hole.player().next("contest:parts")["question"]
    with_hole.answer(question, "not-learned")
    move = with_hole.player().next("contest:parts")
    assert (move["state"], move["href"]) == ("detour", "/practice?hole=parts")
    (hole,) = with_hole.call("practice")["holes"]
    assert (hole["contest"], len(hole["evidence"])) == (False, 3)


def test_a_mixed_check_a_week_later_keeps_what_was_mastered(room):
    room.play(Turn("parts"), Turn("add-like"))
    assert room.player().next("review:mixed")["state"] == "done"
    room.clock.go_on(8 * DAY)
    asked = []
    for _ in range(2):
        question = room.player().next("review:mixed")["question"]
        asked.append((question["skill"], question["purpose"]))
        assert "is kept" in room.answer(question, "right")["words"]
    assert sorted(asked) == [("add-like", "review"), ("parts", "review")]
    assert room.player().next("review:mixed")["words"].startswith("Nothing more is due today.")
    assert [one["state"] for one in room.call("home")["map"]["skills"]] == ["kept", "kept"]
    with pytest.raises(NotFound):
        room.player().next("review:everything")


def test_ten_questions_that_do_not_rise_rest_and_the_teacher_is_told(room):
    room.play(Turn("parts"))
    while (move := room.player().next("add-like"))["state"] == "question":
        probe = move["question"]["skill"] == "parts"
        told = room.answer(move["question"], "right" if probe else "not-learned")
        assert told["closed"]
    assert move["words"].startswith(
        "You tried Adding like fractions many times. Let it rest for now. Under it is Equal"
    )
    (row,) = [one for one in room.tutor.teacher_call("class", {})["students"] if one["id"] == "mia"]
    assert [(one["skill"], one["prerequisite"]["skill"], one["questions"]) for one in row["parked"]] == [
        ("add-like", "parts", 10)
    ]
    assert "10 questions without mastery" in why(room, "parked", "add-like")["words"][0]
    room.play(Turn("hole:parts"))
    assert room.player().next("add-like")["state"] == "question"
    assert replay(room.records) == []


def test_after_misses_in_a_row_an_example_comes_first_and_is_another_question(room):
    examples = []
    for _ in range(6):
        question = room.ask()
        examples.append(question["example"])
        room.answer(question, "not-learned")
    assert [bool(one) for one in examples] == [False, False, False, False, True, False]
    shown = [event.body["example"] for event in room.records.events("mia") if event.body.get("example")]
    asked = {event.body["fingerprint"] for event in room.records.events("mia") if event.kind == "asked"}
    assert not {one["fingerprint"] for one in shown} & asked


def test_an_answer_that_came_too_fast_says_so_and_counts_as_nothing(room):
    question = room.ask()
    made = room.player().snapshot(question)
    body = {"question_id": question["question_id"], "given": made["key"], "request_id": "quick", "focus_seconds": 0.4}
    told = room.call("answer", body)
    assert told["words"].endswith("so it does not count, either way.")
    assert told["progress"]["done"] == 0
    (line,) = room.call("standing", {"skill": "parts"})["answers"]
    assert line["because"] == "Faster than the question can be read: it does not count, either way."


def test_the_usual_time_of_an_item_is_its_own_median_once_twenty_answers_are_known(room):
    asked = []
    for number in range(60):
        question = room.ask("parts", student=("mia", "ben")[number % 2])
        event = room.records.last_event(("mia", "ben")[number % 2])
        asked.append((event.body["usual_from"], event.body["usual"]))
        room.answer(question, "hint", student=("mia", "ben")[number % 2])
    assert asked[0] == (0, 20.0)  # 10 minutes, half for the lesson, over 15 questions
    assert max(asked) == max(count for count in asked if count[1] == 40.0)
    assert {usual for count, usual in asked if count >= 20} == {40.0}


def test_a_number_that_no_page_shows_is_refused(room):
    assert sorted(NUMBERS) == ["closing", "hole", "minutes", "p-known", "parked", "progress"]
    with pytest.raises(Unusable):
        why(room, "luck")
    for number in ("hole", "closing", "parked"):
        with pytest.raises(NotFound):
            why(room, number)


def test_a_skill_that_is_renamed_in_the_middle_of_a_class_goes_on(room):
    room.play(Turn("parts"), Turn("add-like", times=1))
    open_question = room.ask("add-like")
    skills = dict(room.course.skills)
    skills = {
        "parts": skills["parts"],
        "sum-like": replace(skills["add-like"], id="sum-like", formerly=("add-like",)),
    }
    items = tuple(replace(one, skill={"add-like": "sum-like"}.get(one.skill, one.skill)) for one in room.bank.items)
    room.tutor.reload(replace(room.course, skills=skills), Renamed(room.bank, items))
    again = room.player().next("add-like")["question"]
    assert (again["question_id"], again["skill"]) == (open_question["question_id"], "sum-like")
    assert room.answer(again, "right")["progress"]["done"] == 2
    card = room.call("standing", {"skill": "sum-like"})
    assert len(card["answers"]) == 2
    notes = room.tutor.teacher_call("answers", {"student": "mia", "skill": "sum-like"})["notes"]
    assert notes == ["2 questions on add-like count for sum-like, as the skill is called now."]
    assert replay(room.records) == []


class Renamed:
    """A bank whose items are called otherwise."""

    def __init__(self, bank, items):
        self.bank, self.items = bank, items

    def make(self, item_id, seed):
        made = self.bank.make(item_id, seed)
        return replace(made, skill={"add-like": "sum-like"}.get(made.skill, made.skill))


def test_a_clock_that_went_back_is_told_to_the_teacher_and_loses_nothing(room):
    room.play(Turn("parts", times=2))
    room.clock.go_on(-3 * DAY)
    room.play(Turn("parts"))
    assert room.call("standing", {"skill": "parts"})["state"] == "mastered"
    (note,) = room.tutor.teacher_call("answers", {"student": "mia", "skill": "parts"})["notes"]
    assert note.startswith("The clock went back before")
    assert isinstance(room.records.events("mia")[-1], Event)
    assert replay(room.records) == []


def test_a_question_of_two_skills_is_evidence_on_both_and_says_what_it_asks_for(room):
    room.play(Turn("parts"))
    both = tuple(replace(one, also=("parts",)) if one.skill == "add-like" else one for one in room.bank.items)
    room.tutor.reload(room.course, Both(room.bank, both))
    question = room.ask("add-like")
    assert question["also"] == ["Equal parts"]
    before = len(room.call("standing", {"skill": "parts"})["answers"])
    room.answer(question, "right")
    assert len(room.call("standing", {"skill": "parts"})["answers"]) == before + 1
    assert room.call("standing", {"skill": "add-like"})["progress"]["done"] == 1
    assert replay(room.records) == []


class Both(Renamed):
    """A bank whose questions on adding ask for equal parts as well."""

    def make(self, item_id, seed):
        made = self.bank.make(item_id, seed)
        return replace(made, also=("parts",)) if made.skill == "add-like" else made
