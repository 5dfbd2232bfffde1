"""Forms as students sit them, without a browser: through the tutor's verbs, with keys from the class's record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gapless.authoring import ItemBank, load_course

FRACTIONS = Path(__file__).parents[2] / "courses" / "fractions"
GRADE_2 = ("equal-parts", "equal-groups")


def school_over(room: Any, bank: ItemBank, **parts: Any) -> Any:
    """The class over the shipped course, in which Mia and Ben have mastered grade 2."""
    school = type(room)(load_course(FRACTIONS), bank, room.records, room.clock)
    school.tutor = tutor_of(school, **parts)
    for student in ("mia", "ben"):
        for skill in GRADE_2:
            while school.player(student).next(skill)["state"] == "question":
                school.answer(school.player(student).next(skill)["question"], "right", student)
    return school


def tutor_of(school: Any, **parts: Any) -> Any:
    """A tutor over the same class with further parts: its forms' room, its ledger."""
    return type(school.tutor)(school.course, school.bank, school.records, school.clock, school.tutor._rng, **parts)


def started(school: Any, student: str = "mia", **body: Any) -> dict[str, Any]:
    return school.call("form_start", {"request_id": f"start-{next(school.requests)}", **body}, student)


def snapshot(school: Any, question: str, student: str = "mia") -> dict[str, Any]:
    return school.records.about(student, question)[0].body["snapshot"]


def key(school: Any, question: str, student: str = "mia") -> str:
    made = snapshot(school, question, student)
    return str(made["options"].index(made["key"])) if made["options"] else made["key"]


def miss(school: Any, question: str, student: str = "mia") -> str:
    """An answer that is not right."""
    made = snapshot(school, question, student)
    if not made["options"]:
        return "9999"
    return next(str(place) for place, text in enumerate(made["options"]) if text != made["key"])


def write(school: Any, paper: dict[str, Any], question: str, given: str, student: str = "mia") -> dict[str, Any]:
    request = f"draft-{next(school.requests)}"
    body = {"form": paper["form"], "question_id": question, "given": given, "request_id": request}
    return school.call("form_answer", {**body, "focus_seconds": 20}, student)


def hand_in(school: Any, paper: dict[str, Any], student: str = "mia") -> dict[str, Any]:
    body = {"form": paper["form"], "request_id": f"end-{next(school.requests)}"}
    return school.call("form_hand_in", body, student)


def sat(school: Any, missed: int = 0, student: str = "mia") -> dict[str, Any]:
    """A whole form with so many misses; its result."""
    paper = started(school, student)
    for place, question in enumerate(paper["questions"]):
        give = miss if place < missed else key
        write(school, paper, question["question_id"], give(school, question["question_id"], student), student)
    return hand_in(school, paper, student)


def close_holes(school: Any, student: str = "mia") -> None:
    """Answer right wherever the last form leads, until nothing of it is left."""
    for _ in range(30):
        told = school.call("forms", student=student)
        if told["state"] != "holes":
            return
        href = told["links"][0]["href"]
        lesson = next((one for one in school.course.lessons.values() if href == f"/lesson/{one.id}"), None)
        goal = f"hole:{href.partition('=')[2]}" if lesson is None else lesson.skills[0]
        school.answer(school.player(student).next(goal)["question"], "right", student)
    raise AssertionError("holes are left")
