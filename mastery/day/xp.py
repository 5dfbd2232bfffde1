"""XP: 1 XP is one expected minute of focused work, earned by what was shown, never by time spent.

The factors are those of Timeback's published guide: a skill's base minutes times 1.25 where everything was right at the
first try, 1 at 80 % or more, 0 below; at later tries 1, .5 and 0; once a skill. Nothing ever takes XP away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Literal

from ..events import Event
from ..pace import QUESTIONS
from ..state import advance
from ..student import OpenQuestion, StudentState

For = Literal["mastery", "review"]
ENOUGH = 0.8

# What mastering a skill at a try brings: all right, or nearly.
FACTORS: Mapping[bool, tuple[float, float]] = {True: (1.25, 1.0), False: (1.0, 0.5)}


@dataclass(frozen=True, slots=True)
class Award:
    """XP for mastering a skill, or for a review of it that was right: which question showed it, and when."""

    skill: str
    why: For
    xp: float
    attempt: int
    question: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Try:
    """A stretch of first answers on one skill. A second miss that leaves less than 80 % right ends it."""

    number: int = 1
    rights: int = 0
    misses: int = 0

    def after(self, right: bool) -> _Try:
        rights, misses = self.rights + right, self.misses + (not right)
        if misses >= 2 and rights < ENOUGH * (rights + misses):
            return _Try(self.number + 1)
        return _Try(self.number, rights, misses)

    @property
    def factor(self) -> float:
        perfect, nearly = FACTORS[self.number == 1]
        return nearly if self.misses else perfect


@dataclass(frozen=True, slots=True)
class Earnings:
    """The `awards` of a record read so far, and what is needed to read on."""

    awards: tuple[Award, ...] = ()
    state: StudentState = field(default_factory=StudentState)
    tries: Mapping[str, _Try] = field(default_factory=dict)

    def after(self, event: Event, minutes: Mapping[str, float]) -> Earnings:
        """With one more event; `minutes` as for `earned`."""
        question = self.state.question(str(event.body.get("question", "")))
        now = replace(self, state=advance(self.state, event))
        if question is None:
            return now
        old, new = self.state.standing(question.skill), now.state.standing(question.skill)
        if len(new.answers) == len(old.answers):
            return now
        right = len(new.evidence) > len(old.evidence) and event.body.get("verdict") == "right"
        turn = self.tries.get(question.skill, _Try()).after(right)
        award = _award(question, turn, right, new.ever_mastered and not old.ever_mastered, event.at, minutes)
        awards = (*self.awards, award) if award is not None and award.xp > 0 else self.awards
        return replace(now, awards=awards, tries={**self.tries, question.skill: turn})


def earned(events: Iterable[Event], minutes: Mapping[str, float]) -> tuple[Award, ...]:
    """Every award that a student's `events` hold, oldest first; their order and repetition change nothing.

    `minutes` are the skills' expected minutes, those of the course today. A try is a stretch of first answers in which
    one miss at most, or four right of five, are still a try; a hint or a guess too fast to be read counts as a miss. A
    right, unaided review earns the minutes that one question of its skill is taken to need.
    """
    told = sorted({event.seq: event for event in events}.values(), key=lambda event: event.seq)
    return reduce(lambda so_far, event: so_far.after(event, minutes), told, Earnings()).awards


def _award(
    question: OpenQuestion, turn: _Try, right: bool, mastered: bool, at: datetime, minutes: Mapping[str, float]
) -> Award | None:
    base = minutes.get(question.skill, 0.0)
    if mastered:
        return Award(question.skill, "mastery", base * turn.factor, turn.number, question.id, at)
    if right and question.purpose == "review":
        return Award(question.skill, "review", base / 2 / QUESTIONS, 0, question.id, at)
    return None
