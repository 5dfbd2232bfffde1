"""How long each item usually takes this class, so that an answer that came too fast to be read counts as nothing."""

from __future__ import annotations

from collections import defaultdict, deque
from threading import Lock

from ..mastery.pace import ENOUGH_ANSWERS, usual_seconds
from .protocol import Journal

REMEMBERED = 200
"""How many answers of an item are looked at, the newest ones."""


class Pace:
    """The focused seconds of first answers, by item: read from the journal once, then kept up. Safe for threads."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._seen: defaultdict[str, deque[float]] | None = None
        self._lock = Lock()

    def usual(self, item: str, minutes: float) -> tuple[float, int]:
        """The usual seconds of an item, and how many answers say so; 0 where its skill's `minutes` do."""
        with self._lock:
            seen = tuple(self._read()[item])
        return usual_seconds(seen, minutes), len(seen) if len(seen) >= ENOUGH_ANSWERS else 0

    def add(self, item: str, seconds: float) -> None:
        """One more first answer."""
        with self._lock:
            if seconds > 0 and self._seen is not None:
                self._seen[item].append(seconds)

    def _read(self) -> defaultdict[str, deque[float]]:
        if self._seen is None:
            self._seen = defaultdict(lambda: deque(maxlen=REMEMBERED))
            for item, seconds in self._journal.paces():
                self._seen[item].append(seconds)
        return self._seen
