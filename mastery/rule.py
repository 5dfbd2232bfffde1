"""When a skill counts as mastered, and how far a student is on the way. One rule for every page.

The lengths of the run: three in a row is adequate on typed answers (Kelly, Wang, Thompson & Heffernan, EDM 2015); with
four options a pure guesser passes three in a row within ten questions in 9.6 % of cases, four in 2.1 %.
"""

from __future__ import annotations

from .bkt import CEILING
from .student import Standing
from .values import Rule

CHOICE_KINDS = frozenset({"choice"})


def mastered(standing: Standing, rule: Rule, shapes_available: int) -> bool:
    """P(known) reaches the threshold, and the unassisted run is long enough and has enough item shapes."""
    sure = standing.p_known >= min(rule.threshold, CEILING)
    return sure and standing.run >= run_needed(standing, rule) and missing_shapes(standing, rule, shapes_available) == 0


def progress(standing: Standing, rule: Rule, shapes_available: int) -> tuple[int, int]:
    """(done, needed) right answers in a row. Equal only for a mastered skill, and then both are what the run needed."""
    needed = run_needed(standing, rule)
    if standing.mastered_at is not None:
        return needed, needed
    done = standing.run
    ahead = max(missing_shapes(standing, rule, shapes_available), 1)
    return done, max(needed, done + ahead)


def run_needed(standing: Standing, rule: Rule) -> int:
    """The length the run must have: `rule.choice` when a choice is among its answers, else `rule.typed`."""
    chosen = any(right.kind in CHOICE_KINDS for right in standing.rights)
    return max(rule.typed, rule.choice) if chosen else rule.typed


def missing_shapes(standing: Standing, rule: Rule, shapes_available: int) -> int:
    """How many more item shapes the run must show; a skill can't be asked for more than its items have."""
    wanted = max(1, min(rule.shapes, shapes_available))
    return max(0, wanted - len({right.shape for right in standing.rights}))
