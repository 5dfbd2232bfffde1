"""Which question is drawn: one that can show what it is asked for, and before mastery one for every mal-rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import pytest

from gapless.authoring import ItemInfo, Made
from gapless.mastery import Course, Misconception, Rule, Skill
from gapless.records import Person
from gapless.tutor import MemoryJournal, Tutor
from gapless.tutor.history import Clock, Player

RARE = {"alone": "7", "opens": "8"}
"""What one question in four shows; the others show the two rivals."""
OFTEN = {"rival-one": "3", "rival-two": "4"}


@dataclass(frozen=True)
class Sums:
    """Two items on one skill, each with questions of two sorts, none of which shows all the mal-rules."""

    items: tuple[ItemInfo, ...] = tuple(
        ItemInfo(name, "sums", "number", name, 0.05, 0.1, "d", "f", 1, (*RARE, *OFTEN)) for name in ("typed", "story")
    )

    def make(self, item_id: str, seed: int) -> Made:
        mistakes = RARE if seed % 4 == 0 else OFTEN
        prompt = f"{item_id} {seed}"
        return Made(
            item_id, "d", seed, "sums", "number", item_id, prompt, "", "2", mistakes, None, (), "Two.", 0.05, 0.1
        )


def player(seed: int) -> Player:
    holes: Mapping[str, str] = {"alone": "halves", "opens": "halves", "rival-one": "sums", "rival-two": "sums"}
    skills = {"halves": Skill("halves", "Halves", 1), "sums": Skill("sums", "Sums", 2, ("halves",))}
    rules = {name: Misconception(name, name, hole, "Seen.", "Look.") for name, hole in holes.items()}
    clock = Clock(datetime(2026, 11, 24, 8, tzinfo=UTC))
    course = Course("Sums", "en", Rule(), skills, rules, {})
    tutor = Tutor(course, Sums(), MemoryJournal([Person("mia", "Mia")]), clock, Random(seed))
    excuse = {"student": "mia", "skill": "halves", "reason": "on paper", "request_id": "excuse"}
    tutor.teacher_call("excuse", excuse, by="teacher")
    return Player(tutor, "mia", clock)


def asked(player: Player, how: str, request: str) -> set[str]:
    """Answer the next question so where it can be, else right; the mal-rules it could show."""
    question = player.next("sums")["question"]
    shown = set(player.snapshot(question)["mistakes"])
    if player.answer(question, how if how in shown else "right", request)["action"] == "again":
        player.close(question, f"{request}.show")
    return shown


@pytest.mark.parametrize("seed", range(12))
def test_what_separates_a_bug_from_a_slip_can_show_the_bug_whatever_its_rivals(seed: int) -> None:
    student = player(seed)
    for number in range(8):
        question = student.next("sums")["question"]
        shown = student.snapshot(question)["mistakes"]
        assert question["purpose"] == "learn"
        if "rival-one" in shown:
            student.answer(question, "rival-one", f"r{number}")
            student.close(question, f"r{number}.show")
            break
        student.answer(question, "right", f"r{number}")
    separating = student.next("sums")["question"]
    assert separating["purpose"] == "separate"
    assert "rival-one" in student.snapshot(separating)["mistakes"]


def test_every_mal_rule_was_looked_for_before_a_skill_is_mastered() -> None:
    looked = [
        set[str]().union(*(asked(student, "right", f"r{n}") for n in range(3))) for student in map(player, range(8))
    ]
    assert [len(found) for found in looked].count(4) >= 7
