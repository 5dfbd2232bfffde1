"""The teacher's tables as CSV files: what the page shows, for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from typing import Any

from tornado.web import HTTPError

from ..errors import LearnerError
from ..records.spreadsheet import csv_text
from .pages import Page

ANSWER_COLUMNS = ("when (UTC)", "question", "answer", "verdict", "misconception", "with help")
DAY_COLUMNS = (
    "id",
    "name",
    "day",
    "minutes planned",
    "minutes of work",
    "minutes idle",
    "minutes unread",
    "XP today",
    "XP in all",
    "pace",
    "pace at least",
    "pace at most",
    "looks back due now",
    "due within 7 days",
)
REWARD_COLUMNS = {
    "student": "student",
    "name": "name",
    "claim": "key",
    "reason": "reason",
    "for": "words",
    "amount": "amount",
    "unit": "unit",
    "status": "status",
    "why": "why",
    "signed": "by",
    "earned (UTC)": "earned_at",
    "signed at (UTC)": "at",
}
_TAG = re.compile(r"<[^>]*>")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")


class Download(Page):
    """A file for teachers alone."""

    async def may_open(self, student: str = "", lesson: str = "") -> bool:
        """Teachers may."""
        return self.somebody.teaches

    async def ask(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the tutor tells this teacher. Raises HTTPError 404 where there is nothing of the kind."""
        try:
            return await self.stage.in_thread(self.stage.tutor.teacher_call, verb, body, self.somebody.username)
        except LearnerError as error:
            raise HTTPError(404) from error

    def send_table(self, title: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
        """Answer with a CSV file that is named by its title and the day."""
        name = f"{_NOT_IN_A_NAME.sub('-', title).strip('-') or 'class'}-{date.today():%Y-%m-%d}.csv"
        self.set_header("Content-Type", "text/csv; charset=utf-8; header=present")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(csv_text(columns, rows))


class ClassCsv(Download):
    """GET /class.csv: students × skills, with their holes and what was excused."""

    async def get(self) -> None:
        """The file."""
        table = await self.ask("class", {})
        columns = ["id", "name", "last activity (UTC)", *(skill["title"] for skill in table["skills"])]
        self.send_table(table["title"], [*columns, "confirmed holes", "excused"], _class_rows(table))


class AnswersCsv(Download):
    """GET /answers.csv?student=ID&skill=ID: one student's answers on one skill, newest first."""

    async def get(self) -> None:
        """The file."""
        wanted = {name: self.get_query_argument(name, "") for name in ("student", "skill")}
        told = await self.ask("answers", wanted)
        self.send_table(f"{told['student']} {told['title']}", ANSWER_COLUMNS, _answer_rows(told))


class DaysCsv(Download):
    """GET /days.csv: each student's minutes, XP and reviews of today."""

    async def get(self) -> None:
        """The file."""
        told = await self.ask("days", {})
        self.send_table(f"minutes {told['date']}", DAY_COLUMNS, _day_rows(told))


class RewardsCsv(Download):
    """GET /rewards.csv: everything that was earned, and where it stands."""

    async def get(self) -> None:
        """The file."""
        book = await self.ask("rewards", {})
        rows = ([claim[name] for name in REWARD_COLUMNS.values()] for claim in book["claims"])
        self.send_table("rewards", list(REWARD_COLUMNS), rows)


def _class_rows(table: dict[str, Any]) -> Iterator[list[Any]]:
    titles = {skill["id"]: skill["title"] for skill in table["skills"]}
    for student in table["students"]:
        holes = [hole["title"] for hole in student["holes"] if hole["status"] == "confirmed"]
        excused = [f"{titles.get(one['skill'], one['skill'])}: {one['reason']}" for one in student["excused"]]
        states = [student["cells"][skill] for skill in titles]
        yield [student["id"], student["name"], student["last_at"], *states, "; ".join(holes), "; ".join(excused)]


def _day_rows(told: dict[str, Any]) -> Iterator[list[Any]]:
    for one in told["students"]:
        spent, pace = one["minutes"], one["pace"] or {}
        minutes = [told["planned"], spent["focused"], spent["idle"], spent["wasted"]]
        numbers = [one["xp"]["today"], one["xp"]["all"], *(pace.get(name) for name in ("times", "low", "high"))]
        yield [one["id"], one["name"], told["date"], *minutes, *numbers, one["reviews"], sum(one["debt"])]


def _answer_rows(told: dict[str, Any]) -> Iterator[list[Any]]:
    for line in told["answers"]:
        question = line.get("source") or unescape(_TAG.sub("", line["prompt"]))
        yield [line["at"], question, line["given"], line["verdict"], line.get("misconception"), line["assisted"]]
