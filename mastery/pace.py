"""How long a question usually takes, and when an answer came too fast to mean anything."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

FAST = 0.1
"""An answer in less than this part of the usual time is taken for a guess (NT10: Wise & Ma 2012)."""

ENOUGH_ANSWERS = 20
"""From so many first answers on, an item's own median says how long it takes."""

QUESTIONS = 15
"""How many questions a skill's expected minutes are taken to hold, beside as much time again for its lesson."""

LONGEST_GUESS = 30.0
"""Minutes to mastery say little about one question, so a usual time from them is never above this many seconds."""


def usual_seconds(seen: Sequence[float], minutes: float) -> float:
    """The usual focused seconds of an item: the median of `seen`, or, of too few, from its skill's `minutes`."""
    if len(seen) >= ENOUGH_ANSWERS:
        return float(median(seen))
    return min(LONGEST_GUESS, minutes * 60 / 2 / QUESTIONS)


def too_fast(seconds: object, usual: float) -> bool:
    """Whether an answer after `seconds` counts as a guess; no time at all says nothing."""
    return isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds < FAST * usual
