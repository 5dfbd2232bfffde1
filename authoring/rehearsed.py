"""What a simulated class did with a course, as values, and what of it keeps the course from being proved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING

from .schema import FILE

if TYPE_CHECKING:
    from .evidence import Evidence
    from .findings import Broken

FOUND_WITHIN = 4
"""So many questions after the first answer that followed it, a misconception must be a confirmed hole."""

FALSE_AT_MOST = 0.05
"""The share of skills tried without knowing them that may end as mastered: as P(known) of .95 promises."""

CHANCE = 0.05
"""How rarely so much false mastery may come by luck alone before it is a fault: one guesser of six says nothing."""

MUST_FINISH = frozenset({"knower", "slipper", "learner"})
KNOW_NOTHING_OF = frozenset({"guesser", "bug-holder", "hint-milker"})


@dataclass(frozen=True, slots=True)
class Played:
    """How one simulated student of a `kind` fared; `minutes` are focused ones.

    `skill` is what the student came for, "" for the whole course, and where `finished` is False what was not reached.
    `evidence` counts the questions from the first answer that followed the `misconception` to its confirmed hole, None
    where it was not found. `tried` are the skills asked about that the student does not know, `false` those of them
    that were called mastered. `dead_end` says where nothing came next, "" where something always did.
    """

    kind: str
    number: int
    questions: int
    minutes: float
    finished: bool
    skill: str = ""
    misconception: str = ""
    evidence: int | None = None
    tried: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    dead_end: str = ""


ClassRunner = Callable[[Path, Mapping[str, Collection[str]], Callable[[str, int, int], None]], Sequence[Played]]
"""Lets a simulated class play the course in a folder, in which items show these misconceptions, by item id. It tells
what was done just now, how many are done, and of how many."""


def finishes(evidence: Evidence) -> Iterator[Broken]:
    """Skills at which a student who knows them, or half of those who learn them, stay for ever.

    A learner draws luck: one of several who needs very long is no fault of the course.
    """
    stuck = [one for one in evidence.played if one.kind in MUST_FINISH and not one.finished and not one.dead_end]
    learners = [one for one in evidence.played if one.kind == "learner"]
    if 2 * sum(one.kind == "learner" for one in stuck) < len(learners):
        stuck = [one for one in stuck if one.kind != "learner"]
    for skill in dict.fromkeys(one.skill for one in stuck):
        who = [one for one in stuck if one.skill == skill]
        what = f"A simulated {who[0].kind} ({len(who)} in all) did not master it in {who[0].questions} questions."
        yield what, FILE, None, f"skill {skill!r}"


def bugs_found(evidence: Evidence) -> Iterator[Broken]:
    """Misconceptions of which half of the holders or more are not found soon enough."""
    holders = [one for one in evidence.played if one.misconception and not one.dead_end]
    for name, skill in dict.fromkeys((one.misconception, one.skill) for one in holders):
        of_it = [one for one in holders if (one.misconception, one.skill) == (name, skill)]
        late = [one for one in of_it if one.evidence is None or one.evidence > FOUND_WITHIN]
        if 2 * len(late) >= len(of_it):
            after = late[0].evidence
            found = f"only after {after} questions" if after is not None else "never"
            what = f"In {skill!r} it was found {found} ({len(late)} of {len(of_it)} simulated students who follow it)."
            yield what, FILE, None, f"misconception {name!r}"


def false_mastery(evidence: Evidence) -> Iterator[Broken]:
    """Kinds of students who are called masters of too much that they do not know."""
    for kind in sorted(KNOW_NOTHING_OF):
        of_kind = [one for one in evidence.played if one.kind == kind]
        tried = sum(len(one.tried) for one in of_kind)
        false = [skill for one in of_kind for skill in one.false]
        if _beyond_chance(len(false), tried):
            worst = max(sorted(set(false)), key=false.count)
            share = f"{100 * len(false) / tried:.0f} %"
            what = f"A {kind} masters {share} of what they try without knowing it, {worst!r} most often."
            yield what, FILE, None, f"skill {worst!r}"


def _beyond_chance(false: int, tried: int) -> bool:
    """Whether so many are more than FALSE_AT_MOST allows, and not just by luck: a binomial tail below CHANCE."""
    luck = (comb(tried, k) * FALSE_AT_MOST**k * (1 - FALSE_AT_MOST) ** (tried - k) for k in range(false))
    return false > FALSE_AT_MOST * tried and 1 - sum(luck) < CHANCE


def goes_on(evidence: Evidence) -> Iterator[Broken]:
    """Places where no question comes next and nothing is finished."""
    ends = {(one.dead_end, one.skill): one for one in reversed(evidence.played) if one.dead_end}
    for one in ends.values():
        where = f"skill {one.skill!r}" if one.skill else ""
        yield f"A simulated {one.kind} was left after {one.questions} questions: {one.dead_end}.", FILE, None, where
