"""Support instead of repetition: what changes after questions without progress, and when a skill is left to rest.

Without mastery in ten chances a student is said to spin the wheels (Beck & Gong 2013), by the system's own mastery rule
(Fancsali et al. 2020). Those who persist with success can be told from them after three (Wang, Kai & Baker 2020), so
help begins there, and who is rising goes on past ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Support = Literal["shape", "example", "prerequisite"]

SUPPORT: Mapping[int, Support] = {3: "shape", 4: "example", 5: "prerequisite", 6: "example"}
"""After so many questions in a row without progress: another look of question, a worked example first, a question on
what the skill builds on."""

PARK_AFTER = 10
"""So many questions without mastery, the last of them missed and no trend upward, and the skill waits."""


def stalled(tries: Sequence[bool]) -> int:
    """How many questions it is since the longest run of right answers last grew."""
    best = run = grew = 0
    for number, right in enumerate(tries, start=1):
        run = run + 1 if right else 0
        if run > best:
            best, grew = run, number
    return len(tries) - grew


def support_after(tries: Sequence[bool]) -> Support | None:
    """What the next question comes with."""
    return SUPPORT.get(stalled(tries))


def rising(tries: Sequence[bool]) -> bool:
    """Whether the newest ten go upward: more of them turn from missed to right than the other way round.

    The sign test for trend of Cox & Stuart (Biometrika 42, 1955): answer 1 is paired with 6, 2 with 7, up to 5 with 10.
    No significance is asked for, since stopping a riser costs more than one more question.
    """
    newest = tries[-PARK_AFTER:]
    half = len(newest) // 2
    pairs = zip(newest[:half], newest[-half:], strict=True)
    return half > 0 and sum(later - earlier for earlier, later in pairs) > 0


def stuck(tries: Sequence[bool]) -> bool:
    """Whether the skill should wait now."""
    return len(tries) >= PARK_AFTER and not tries[-1] and not rising(tries)
