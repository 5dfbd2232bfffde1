"""A course edit between question and answer changes nothing; faults of items cost the student nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from gapless.authoring.faults import ItemFault
from gapless.errors import NotFound
from gapless.mastery import Misconception
from gapless.records.replay import replay
from gapless.tutor.history import Turn


@dataclass
class Faulty:
    """A bank some of whose items make nothing."""

    bank: Any
    broken: set[str]

    @property
    def items(self):
        return self.bank.items

    def make(self, item_id: str, seed: int):
        if item_id in self.broken:
            raise ItemFault("it divides by zero.", "Mend the item.", "lessons/01-parts.ipynb", 3, item_id)
        return self.bank.make(item_id, seed)


@dataclass
class Edited(Faulty):
    """A bank whose questions all have another key now."""

    def make(self, item_id: str, seed: int):
        return replace(self.bank.make(item_id, seed), key="99/100", solution="Ninety-nine.")


def test_an_open_question_is_judged_as_it_was_asked(room) -> None:
    question = room.ask()
    edited = replace(room.course, misconceptions={}, version="edited")
    room.tutor.reload(edited, Edited(room.bank, set()))
    told = room.answer(question, "right")
    assert told["verdict"] == "right"
    assert "Ninety-nine" not in told["solution"]


def test_the_words_of_a_misconception_are_those_of_the_day_it_was_asked(room) -> None:
    room.play(Turn("parts"))
    question = room.ask("add-like")
    other = Misconception("adds-across", "Other", "parts", "Other words.", "Other move.")
    room.tutor.reload(replace(room.course, misconceptions={"adds-across": other}), room.bank)
    assert room.answer(question, "adds-across")["words"].startswith("You added the tops and the bottoms.")


def test_a_skill_that_was_taken_away_loses_no_event(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2))
    events = room.records.events("mia")
    fewer = replace(
        room.course,
        skills={"add-like": replace(room.course.skills["add-like"], prerequisites=())},
        misconceptions={},
        lessons={},
    )
    later = room.again()
    later.tutor.reload(fewer, room.bank)
    assert later.call("home")["map"]["skills"][0]["id"] == "add-like"
    assert later.call("practice")["holes"] == []
    assert later.tutor.teacher_call("class", {})["students"][1]["cells"] == {"add-like": "learning"}
    assert later.play(Turn("add-like"))[-1]["mastered"]
    assert later.records.events("mia")[: len(events)] == events
    assert replay(later.records) == []


def test_a_skill_that_was_taken_away_is_not_found_any_more(room) -> None:
    question = room.ask()
    skills = {"add-like": replace(room.course.skills["add-like"], prerequisites=())}
    room.tutor.reload(replace(room.course, skills=skills, lessons={}, misconceptions={}), room.bank)
    with pytest.raises(NotFound):
        room.player().next("parts")
    assert room.answer(question, "right")["verdict"] == "right"


def test_an_item_that_fails_gives_way_to_another_and_the_log_tells(room, caplog: pytest.LogCaptureFixture) -> None:
    room.tutor.reload(room.course, Faulty(room.bank, {"name_the_part"}))
    for _ in range(3):
        assert room.player().snapshot(room.ask())["item"] == "which_part"
        room.answer(room.ask(), "right")
    assert "lessons/01-parts.ipynb, cell 3, name_the_part: it divides by zero. Mend the item." in caplog.text


def test_a_skill_whose_items_all_fail_says_so_and_records_nothing(room) -> None:
    room.tutor.reload(room.course, Faulty(room.bank, {"name_the_part", "which_part"}))
    with pytest.raises(NotFound, match="needs a repair"):
        room.player().next("parts")
    assert room.records.events("mia") == []


def test_when_every_question_was_seen_the_one_seen_longest_ago_comes_again(room) -> None:
    class Narrow(Faulty):
        def make(self, item_id: str, seed: int):
            return self.bank.make(item_id, seed % 3)

    room.tutor.reload(room.course, Narrow(room.bank, set()))
    seen = []
    for _ in range(8):
        question = room.ask()
        seen.append(room.records.last_event("mia").body["fingerprint"])
        room.answer(question, "hint")
    assert len(set(seen[:6])) == 6
    assert seen[6] == seen[0]
