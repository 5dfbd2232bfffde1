"""What a student's whole record says of days: minutes of each, and every award of XP. Kept while it holds."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock

from ..mastery import Course, Event
from ..mastery.day import Award, Minutes, Pace, earned, minutes, pace
from .protocol import Journal
from .timetable import Timetable

REMEMBERED = 256
"""How many students' diaries are kept in memory."""


@dataclass(frozen=True)
class Diary:
    """The minutes of each day on which anything was done, oldest first, and all awards."""

    days: dict[date, Minutes]
    awards: tuple[Award, ...]
    timetable: Timetable

    def on(self, day: date) -> tuple[Award, ...]:
        """The awards of one day."""
        return tuple(award for award in self.awards if self.timetable.date(award.at) == day)

    @property
    def xp(self) -> float:
        """XP in all."""
        return sum(award.xp for award in self.awards)

    def pace(self, course: Course) -> Pace | None:
        """Nominal minutes mastered per focused minute; None while there is too little to tell."""
        mastered: defaultdict[date, float] = defaultdict(float)
        for award in self.awards:
            if award.why == "mastery" and award.skill in course.skills:
                mastered[self.timetable.date(award.at)] += course.skills[award.skill].minutes
        return pace([(mastered[day], told.focused) for day, told in self.days.items()])


class Diaries:
    """Diaries by student, each read anew when its record has grown or the course has changed. Safe for threads."""

    def __init__(self, journal: Journal, timetable: Timetable) -> None:
        self.timetable = timetable
        self._journal = journal
        self._kept: OrderedDict[str, tuple[int, str, Diary]] = OrderedDict()
        self._lock = Lock()

    def of(self, student: str, seq: int, course: Course) -> Diary:
        """The diary of a student whose newest event is `seq`."""
        with self._lock:
            kept = self._kept.pop(student, None)
        if kept is None or kept[:2] != (seq, course.version):
            kept = seq, course.version, self._read(student, course)
        with self._lock:
            self._kept[student] = kept
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return kept[2]

    def today(self, student: str, day: date) -> Minutes:
        """The minutes of one day so far, without reading the whole record."""
        begin, end = self.timetable.bounds(day)
        return minutes(self._journal.since(student, begin - timedelta(days=1)), begin, end)

    def forget(self, student: str) -> None:
        """Keep nothing of somebody who left."""
        with self._lock:
            self._kept.pop(student, None)

    def _read(self, student: str, course: Course) -> Diary:
        events = self._journal.events(student)
        on: defaultdict[date, list[Event]] = defaultdict(list)
        for event in events:
            on[self.timetable.date(event.at)].append(event)
        told = {day: self._minutes(on, day) for day in sorted({*on, *(day - timedelta(days=1) for day in on)})}
        worked = {day: one for day, one in told.items() if one != Minutes()}
        base = {skill.id: skill.minutes for skill in course.skills.values()}
        return Diary(worked, earned(events, base), self.timetable)

    def _minutes(self, on: defaultdict[date, list[Event]], day: date) -> Minutes:
        """From the events of the day, of the one before (a question asked then) and the one after (what came late)."""
        near = [event for step in (-1, 0, 1) for event in on.get(day + timedelta(days=step), ())]
        return minutes(near, *self.timetable.bounds(day))
