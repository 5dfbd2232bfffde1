"""One simulated student at the tutor: every verb is the one a page would call, and time passes as it does there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from ...errors import GaplessError
from ...mastery import Course
from ...mastery.pace import QUESTIONS
from ...records.values import Person
from ..exchange import exchange
from ..history import Clock
from ..journal import MemoryJournal
from ..protocol import Asked, Bank, Journal
from ..service import Tutor
from .minds import Mind

STUDENT = "student"
FIRST_DAY = datetime(2026, 9, 7, 8, tzinfo=UTC)
SESSION = 50.0
"""Minutes of work on one day."""

SHORT_LESSON = 4.0
"""Minutes that the short lesson on a hole takes."""


class DeadEnd(GaplessError):
    """Nothing comes next, and nothing is finished."""


@dataclass
class Seat:
    """A student with a `mind`, in a class of one unless a `journal` holds more. `days` lie between two sessions."""

    course: Course
    bank: Bank
    mind: Mind
    seed: str
    days: int = 1
    journal: Journal = field(default_factory=lambda: MemoryJournal([Person(STUDENT, "A student")]))
    student: str = STUDENT
    questions: int = 0
    minutes: float = 0.0
    tried: dict[str, None] = field(default_factory=dict)
    false: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Clock(FIRST_DAY)
        self.tutor = Tutor(self.course, self.bank, self.journal, self.clock, Random(self.seed))
        self._today = 0.0
        self._read: set[str] = set()
        self._short: set[tuple[str, int]] = set()
        self._longest = 2 * len(self.course.skills) + 2

    def call(self, verb: str, body: Mapping[str, Any] | None = None) -> Any:
        """What a verb gives."""
        return self.tutor.call(self.student, verb, body or {})

    def excuse(self, skill: str) -> None:
        """A teacher opens what comes after `skill`."""
        body = {"student": self.student, "skill": skill, "reason": "simulated", "request_id": f"excuse.{skill}"[:64]}
        self.tutor.teacher_call("excuse", body, by="teacher")

    def follow(self, kind: str, id: str) -> Asked | None:
        """The question that comes next for a goal, by all detours and locked doors; None where the goal is done.

        Raises DeadEnd where no way leads to a question, or one leads round in circles.
        """
        goal, way = (kind, id), [f"{kind} {id}"]
        while len(way) <= self._longest:
            move = self.call("next", {"goal": {goal[0]: goal[1]}})
            match move["state"]:
                case "question":
                    return move["question"]
                case "done" if goal == (kind, id):
                    return None
                case "done":
                    goal = kind, id
                case "detour":
                    goal = "hole", move["hole"]["skill"]
                    self.short_lesson(goal[1])
                case "locked" if move["missing"]:
                    goal = "skill", move["missing"][0]["skill"]
                case state:
                    raise DeadEnd(f"{' > '.join(way)} ends with {state!r}")
            way.append(f"{goal[0]} {goal[1]}")
        raise DeadEnd(f"the way goes round in circles: {' > '.join(way[-4:])}")

    def lesson(self, skill: str) -> None:
        """Read a lesson once, unless the student knows what it says."""
        if skill not in self._read and not self.mind.knows(skill):
            self.mind.reads(skill, self.clock.now)
            self._pay(self.course.skills[skill].minutes / 2)
        self._read.add(skill)

    def short_lesson(self, skill: str) -> None:
        """Read the short lesson on a hole, once a day."""
        if (skill, self._day) not in self._short:
            self._short.add((skill, self._day))
            self.mind.reads(skill, self.clock.now)
            self._pay(SHORT_LESSON)

    def made(self, question: Asked) -> Mapping[str, Any]:
        """The question as it was made, with key and mistakes."""
        return exchange(self.journal.about(self.student, question["question_id"])).snapshot

    def answer(self, question: Asked) -> None:
        """Do with a question what the mind does, until it is closed."""
        id, skill, made = question["question_id"], question["skill"], self.made(question)
        reply = self.mind.reply(question, made, self.clock.now)
        unknown = not self.mind.knows(skill) and question["purpose"] != "placement"
        self.questions += 1
        seconds = self._pay(self.course.skills[skill].minutes / 2 / QUESTIONS)
        for number in range(len(made["hints"]) if reply.hints else 0):
            self.call("hint", {"question_id": id, "request_id": f"{id}.hint{number}"})
        told = self._give(id, reply.given, seconds, "first")
        if told["action"] == "again":
            told = self._give(id, reply.then, seconds, "second")
        if told["action"] != "next":
            raise DeadEnd(f"an answer to {made['item']} with seed {made['seed']} can't be read")
        if unknown:
            self.tried[skill] = None
        if unknown and told["mastered"] and not self.mind.knows(skill):
            self.false[skill] = None

    def new_day(self) -> None:
        """Come back for the next session."""
        self.clock.now = FIRST_DAY + timedelta(days=self._day + self.days)
        self._today = 0.0

    @property
    def _day(self) -> int:
        return (self.clock.now - FIRST_DAY).days

    @property
    def tired(self) -> bool:
        """Whether today's session is over."""
        return self._today >= SESSION

    def _give(self, id: str, given: str | None, seconds: float, which: str) -> Any:
        key = {"question_id": id, "request_id": f"{id}.{which}"}
        if given is None:
            return self.call("show", key)
        return self.call("answer", {**key, "given": given, "focus_seconds": seconds})

    def _pay(self, minutes: float) -> float:
        """Let focused minutes pass; as seconds."""
        self.minutes += minutes
        self._today += minutes
        self.clock.go_on(minutes * 60)
        return minutes * 60
