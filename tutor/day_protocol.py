"""What `day`, `days` and `spent` say, as types only."""

from __future__ import annotations

from typing import TypedDict

from .protocol import PlanEntry, SkillTitle, Today


class DayMinutes(TypedDict):
    """Minutes of a day. `wasted` is a part of `focused`; the three counts are what it went into."""

    focused: float
    idle: float
    wasted: float
    guesses: int
    hints: int
    skips: int


class DayXp(TypedDict):
    """XP of today, and in all."""

    today: float
    all: float


class DayPace(TypedDict):
    """Nominal minutes mastered per focused minute, 95 % certain between `low` and `high`, over so many days of work."""

    times: float
    low: float
    high: float
    days: int


class DayBlock(TypedDict):
    """Work for one sitting; a break follows."""

    minutes: float
    tasks: list[PlanEntry]


class DayDone(SkillTitle):
    """What today showed: a skill mastered or kept, or a hole closed; `state` is its glyph."""

    words: str
    state: str


class DayNumbers(TypedDict):
    """A student's numbers, the same for student and teacher. `debt` is what falls due in each of the next 7 days."""

    minutes: DayMinutes
    xp: DayXp
    pace: DayPace | None
    reviews: int
    debt: list[int]


class Day(DayNumbers):
    """The answer to `day`. `left` is how many tasks wait for another day, `moves` what worked today, in words."""

    date: str
    today: Today
    blocks: list[DayBlock]
    left: int
    done: list[DayDone]
    moves: list[str]


class DayRow(DayNumbers):
    """One student's numbers today."""

    id: str
    name: str
    words: str


class Days(TypedDict):
    """The answer to `days`."""

    date: str
    planned: float
    students: list[DayRow]


class Spent(TypedDict):
    """The answer to `spent`."""

    noted: bool
