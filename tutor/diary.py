"""What a student's whole record says of days: minutes of each, and every award of XP. Kept while it holds."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from threading import Lock

from ..mastery import Course, Event
from ..mastery.day import Award, Earnings, Minutes, Pace, minutes, pace
from .protocol import Journal
from .timetable import Timetable

REMEMBERED = 256
"""How many students' diaries are kept in memory."""


@dataclass(frozen=True)
class Diary:
    """The minutes of each day on which anything was done, oldest first, and all awards."""

    days: Mapping[date, Minutes]
    earnings: Earnings
    timetable: Timetable

    @property
    def awards(self) -> tuple[Award, ...]:
        """Every award, oldest first."""
        return self.earnings.awards

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
    """Diaries by student, read on when a record has grown and anew when the course has changed. Safe for threads."""

    def __init__(self, journal: Journal, timetable: Timetable) -> None:
        self.timetable = timetable
        self._journal = journal
        self._kept: OrderedDict[str, tuple[int, str, Diary]] = OrderedDict()
        self._lock = Lock()

    def of(self, student: str, seq: int, course: Course) -> Diary:
        """The diary of a student whose newest event is `seq`."""
        with self._lock:
            kept = self._kept.pop(student, None)
        if kept is None or kept[1] != course.version or kept[0] > seq:
            kept = 0, course.version, Diary({}, Earnings(), self.timetable)
        if kept[0] < seq:
            kept = seq, course.version, self._read_on(student, course, kept[0], kept[2])
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

    def _read_on(self, student: str, course: Course, after: int, diary: Diary) -> Diary:
        """The diary with what was recorded since the event `after`."""
        new = self._journal.events(student, after)
        base = {skill.id: skill.minutes for skill in course.skills.values()}
        earnings = reduce(lambda so_far, event: so_far.after(event, base), new, diary.earnings)
        if not new:
            return diary
        # What came late may belong to the day before, and what a day's numbers need began a day earlier.
        first = min(self.timetable.date(event.at) for event in new) - timedelta(days=1)
        told = new if after == 0 else self._journal.since(student, self.timetable.bounds(first - timedelta(days=1))[0])
        days = {**diary.days, **self._days(told, first)}
        return Diary({day: days[day] for day in sorted(days)}, earnings, self.timetable)

    def _days(self, events: list[Event], first: date) -> dict[date, Minutes]:
        """The minutes of each day from the `first` on, where there are any."""
        on: defaultdict[date, list[Event]] = defaultdict(list)
        for event in events:
            on[self.timetable.date(event.at)].append(event)
        days = {*on, *(day - timedelta(days=1) for day in on)}
        told = {day: self._minutes(on, day) for day in days if day >= first}
        return {day: one for day, one in told.items() if one != Minutes()}

    def _minutes(self, on: defaultdict[date, list[Event]], day: date) -> Minutes:
        """From the events of the day, of the one before (a question asked then) and the one after (what came late)."""
        near = [event for step in (-1, 0, 1) for event in on.get(day + timedelta(days=step), ())]
        return minutes(near, *self.timetable.bounds(day))
