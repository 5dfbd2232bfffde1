"""A class's day: how many minutes of work it plans, and when it begins and ends where the class is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Timetable:
    """`minutes` of focused work a day, twice 60 by default; `timezone` an IANA name that the machine knows."""

    minutes: float = 120.0
    timezone: str = "UTC"

    def date(self, at: datetime) -> date:
        """The day that `at` falls on, where the class is."""
        return at.astimezone(ZoneInfo(self.timezone)).date()

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and the next one does, in UTC: 23 or 25 hours apart where clocks change."""
        zone = ZoneInfo(self.timezone)
        begin, end = (datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, day + timedelta(days=1)))
        return begin, end
