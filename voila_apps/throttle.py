"""Counts failed sign-ins, so that codes can't be guessed one after another."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

MOST_KEYS = 20_000


class Throttle:
    """Allows `most` failures for one key within any `seconds`; older ones are forgotten."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._failures: dict[str, deque[float]] = {}

    def wait(self, key: str) -> float:
        """Seconds until this key may try again, 0 when it may now."""
        failures = self._fresh(key)
        return 0.0 if len(failures) < self.most else self.seconds - (self._clock() - failures[0])

    def failed(self, key: str) -> None:
        """Count one failure."""
        if key not in self._failures and len(self._failures) >= MOST_KEYS:
            # Somebody is sending made-up names; the oldest key is the least useful to keep.
            self._failures.pop(next(iter(self._failures)))
        self._failures.setdefault(key, deque(maxlen=self.most)).append(self._clock())

    def forget(self, key: str) -> None:
        """Start again from none, after a success."""
        self._failures.pop(key, None)

    def _fresh(self, key: str) -> deque[float]:
        failures = self._failures.get(key, deque())
        while failures and self._clock() - failures[0] >= self.seconds:
            failures.popleft()
        return failures
