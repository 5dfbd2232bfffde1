"""A class of the fractions course whose misses become practice, with the stub in the place of a model."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from asking import settings_for
from practice_specs import good

from gapless.authoring import ItemBank, load_course
from gapless.mastery import Course
from gapless.practice.bank import PracticeBank, Stored
from gapless.practice.door import Door
from gapless.practice.jobs import Workshop
from gapless.practice.judge import CourseJudge
from gapless.practice.money import Purse, Target
from gapless.practice.outcome import Kind
from gapless.practice.state import KeptMemory
from gapless.records import People, Person, Records
from gapless.records.schema import event
from gapless.records.schema import person as people
from gapless.tutor import Tutor
from gapless.tutor.history import Clock, Player, Turn, play

COURSE = Path(__file__).parents[2] / "courses" / "fractions"
SKILL, WRONG = "multiplication-facts", "adds-instead"
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)
KEY = "sk-stands-in-no-record"


class Writer:
    """Writes a good spec for what was asked, each time another one."""

    def __init__(self, hints: Callable[[int], list[str]] = lambda _: []) -> None:
        self._numbers, self._hints = count(), hints

    def __call__(self, request: Any) -> str:
        asked = json.loads(request["messages"][1]["content"])
        return json.dumps(self.spec(asked["skill"], asked["against"]))

    def spec(self, skill: str, against: str) -> dict[str, Any]:
        """The next good spec that names this misconception."""
        for number in self._numbers:
            spec = good(skill, number)
            if not against or against in {one["misconception"] for one in spec["mistakes"]}:
                return {**spec, "misconception": against, "hints": self._hints(number)}
        raise AssertionError("there are always more")


@dataclass
class Class:
    """Mia, Ben and their tutor over records in a folder; `shop` makes practice of what they miss.

    Not `fresh` where the folder is a class that has them already.
    """

    course: Course
    items: ItemBank
    folder: Path
    clock: Clock = field(default_factory=lambda: Clock(MORNING))
    told: list[str] = field(default_factory=list)
    fresh: bool = True

    def __post_init__(self) -> None:
        self.records = Records.open(self.folder / "records.sqlite")
        if self.fresh:
            People(self.records).add([Person("mia", "Mia Ångström", "mia@example.org"), Person("ben", "Ben Ox", "")])
        self.bank = PracticeBank(self.records)
        self.tutor = Tutor(self.course, self.items, self.records, self.clock, Random(7), practice=self.bank)
        for student in ("mia", "ben"):
            for number, skill in enumerate(self.course.skills[SKILL].prerequisites):
                reason = {"student": student, "skill": skill, "reason": "known", "request_id": f"excuse-{number}"}
                self.tutor.teacher_call("excuse", reason, by="ms-lovelace")
        self.judge = CourseJudge(self.course, self.items)

    def close(self) -> None:
        self.records.close()

    def player(self, student: str = "mia") -> Player:
        return Player(self.tutor, student, self.clock)

    def miss(self, how: str = WRONG, skill: str = SKILL, student: str = "mia", times: int = 1) -> None:
        """A first answer that the mal-rule explains, or that nothing explains."""
        play(self.tutor, student, [Turn(skill, how, times)], self.clock)

    def dig(self, student: str = "mia") -> str:
        """Two answers give a factor for a multiple: the facts of multiplication are a confirmed hole; its goal."""
        for number, skill in enumerate(self.course.skills):
            if skill not in ("common-multiples", SKILL):
                reason = {"student": student, "skill": skill, "reason": "known", "request_id": f"below-{number}"}
                self.tutor.teacher_call("excuse", reason, by="ms-lovelace")
        turns = [Turn(SKILL), Turn("common-multiples", "gives-a-factor", 2)]
        play(self.tutor, student, turns, self.clock)
        return f"hole:{SKILL}"

    def take_in(self, spec: dict[str, Any], skill: str = SKILL, against: str = "") -> Stored | None:
        """A spec taken in as the worker would; None where it does not hold, or is like one that is there."""
        raw, target = json.dumps(spec), Target(skill, against)
        report = self.judge.verify(raw, target, self.bank.known(skill))
        return self.bank.take_in(raw, target, report, self.judge, None, "stub")

    def fill(self, count: int, against: str = WRONG, writer: Writer | None = None) -> list[Stored]:
        """So many good specs in the bank."""
        writer, found = writer or Writer(), []
        while len(found) < count:
            if stored := self.take_in(writer.spec(SKILL, against), against=against):
                found.append(stored)
        self.tutor.ready_practice(SKILL)
        return found

    def shop(self, url: str, **more: Any) -> Workshop:
        settings = settings_for(url, **{"wanted": 2, **more})
        purse = Purse(self.records, settings)
        return Workshop(self.records, settings, self.judge, purse, self.bank, self.told.append)

    def work(self, url: str, **more: Any) -> Kind:
        """One round of the worker; how it ended."""
        return self.work_after([lambda: None], url, **more)[0]

    def work_after(self, acts: Iterable[Callable[[], None]], url: str, **more: Any) -> list[Kind]:
        """A round of one worker after each of these acts; how each ended."""
        shop = self.shop(url, **more)

        async def rounds() -> list[Kind]:
            kinds: list[Kind] = []
            async with asyncio.timeout(120), Door(shop.settings, KEY, KeptMemory(self.records)) as door:
                for act in acts:
                    act()
                    kinds.append(await shop.round(door))
            return kinds

        return asyncio.run(rounds())

    def count(self, table: str) -> int:
        with self.records.engine.connect() as connection:
            return connection.scalar(sa.text(f"select count(*) from {table}")) or 0

    def copy_miss(self, given: str, person: Person) -> None:
        """Mia's first miss once more, as the record has it, but another person's and with other words."""
        with self.records.engine.begin() as connection:
            # No sign-in code: making one takes as long as it is meant to.
            row = {"id": person.id, "name": person.name, "email": person.email, "role": "student"}
            connection.execute(sa.insert(people).values(created_at=MORNING, **row))
            query = sa.select(event).where(event.c.kind.in_(("asked", "answered")), event.c.student == "mia")
            asked, answered = list(connection.execute(query.order_by(event.c.seq)).mappings())[:2]
            for row in (asked, answered):
                body = {**row["body"], "question": f"{person.id}-question"}
                if row["kind"] == "answered":
                    body |= {"given": given, "focus_seconds": len(given)}
                values = {"student": person.id, "kind": row["kind"], "at": MORNING, "body": body}
                connection.execute(sa.insert(event).values(question=body["question"], **values))


def opened(folder: Path) -> Class:
    """A class; its item bank has to be closed as well."""
    folder.mkdir(parents=True, exist_ok=True)
    return Class(load_course(COURSE), ItemBank(COURSE), folder)
