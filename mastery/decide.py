"""What comes next for a goal: a question, a detour to a hole, a locked door, or done.

Every question goes to a skill whose prerequisites were mastered or excused, or that was open already. Holes count only
below the skill that showed them, so following them always leads down the graph and ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .events import Purpose
from .graph import ancestors, direct
from .student import Goal, Hole, StudentState
from .values import Course


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question on `skill`, for `purpose`, serving `hole`; one that can show `misconception` if there is one."""

    skill: str
    purpose: Purpose
    hole: str | None = None
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Detour:
    """Close the confirmed hole `hole` first, on its own page."""

    hole: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """`missing` are the direct prerequisites never mastered nor excused; () where the skill has no items to ask."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """`skill` is mastered; for a hole: no hole is there any more."""

    skill: str


Move = Ask | Detour | Blocked | Done


def missing_prerequisites(course: Course, state: StudentState, skill: str) -> tuple[str, ...]:
    """The direct prerequisites that keep `skill` locked; () once a question on it was asked or it was mastered."""
    standing = state.standing(skill)
    if standing.opened or standing.ever_mastered:
        return ()
    needs = (state.standing(need) for need in direct(course.skills, skill))
    return tuple(need.skill for need in needs if not (need.ever_mastered or need.excused))


def holes_below(course: Course, skill: str) -> dict[str, str]:
    """Misconception -> the hole it names, where that is `skill` itself or below it: the `holes` of an asked event."""
    below = ancestors(course.skills, skill) | {skill}
    return {name: rule.hole for name, rule in course.misconceptions.items() if rule.hole in below}


def decide(course: Course, shapes_of: Mapping[str, Collection[str]], state: StudentState, goal: Goal) -> Move:
    """The next move for `goal`: ("skill", id) for a lesson's check, ("hole", id) for practice.

    `shapes_of` maps a skill to the shapes of its items; a skill without items is never asked.
    """
    view = _View(course, shapes_of, state)
    return view.for_skill(goal[1]) if goal[0] == "skill" else view.for_hole(goal[1])


@dataclass(frozen=True, slots=True)
class _View:
    course: Course
    shapes_of: Mapping[str, Collection[str]]
    state: StudentState

    def for_skill(self, skill: str) -> Move:
        if not self.askable(skill):
            return Blocked(missing_prerequisites(self.course, self.state, skill))
        mastered = self.state.standing(skill).mastered_at is not None
        if detour := self.detour(skill, only_its_own=mastered):
            return detour
        return self.separate(skill) or self.probe(skill) or (Done(skill) if mastered else Ask(skill, "learn"))

    def for_hole(self, skill: str) -> Move:
        hole = self.state.holes.get(skill)
        if hole is None:
            return Done(skill)
        if hole.status == "suspected":
            return self.resolve(hole) or Done(skill)
        if not self.askable(skill):
            return Blocked(missing_prerequisites(self.course, self.state, skill))
        if detour := self.detour(skill, only_its_own=False):
            return detour
        return self.separate(skill) or self.probe(skill) or self.practise(hole)

    def practise(self, hole: Hole) -> Move:
        if self.state.standing(hole.skill).mastered_at is None:
            return Ask(hole.skill, "practise", hole.skill)
        if self.askable(hole.source):
            return Ask(hole.source, "recheck", hole.skill, hole.misconception)
        return Done(hole.skill)

    def detour(self, skill: str, only_its_own: bool) -> Detour | None:
        """The deepest confirmed hole below `skill`; of a mastered skill only those its own answers showed."""
        holes = self.holes_under(skill, "confirmed")
        if only_its_own:
            holes = [hole for hole in holes if skill in self.sources(hole)]
        return Detour(holes[0].skill) if holes else None

    def separate(self, skill: str) -> Ask | None:
        """One question that resolves a suspicion which answers on `skill` raised, the deepest first."""
        holes = (hole for hole in self.holes_under(skill, "suspected") if skill in self.sources(hole))
        return next((ask for hole in holes if (ask := self.resolve(hole))), None)

    def resolve(self, hole: Hole) -> Ask | None:
        if hole.misconception is not None and not hole.probing and self.askable(hole.source):
            return Ask(hole.source, "separate", hole.skill, hole.misconception)
        return Ask(hole.skill, "probe", hole.skill) if self.askable(hole.skill) else None

    def probe(self, skill: str) -> Ask | None:
        """After an unexplained miss: the least certain direct prerequisite not probed yet."""
        inquiry = self.state.inquiries.get(skill)
        if inquiry is None or not inquiry.pending:
            return None
        needs = (self.state.standing(need) for need in direct(self.course.skills, skill))
        open_needs = [
            need
            for need in needs
            if need.skill not in inquiry.probed
            and not need.excused
            and need.skill not in self.state.holes
            and self.askable(need.skill)
        ]
        if not open_needs:
            return None
        least = min(open_needs, key=lambda need: need.p_known)
        return Ask(least.skill, "probe", least.skill)

    def holes_under(self, skill: str, status: str) -> list[Hole]:
        """Live holes below `skill`, or `skill` itself as shown by its own answers, the deepest first."""
        below = ancestors(self.course.skills, skill)
        holes = [
            hole
            for hole in self.state.holes.values()
            if hole.status == status
            and self.shapes_of.get(hole.skill)
            and (hole.skill in below or self.own_hole(hole, skill))
        ]
        return sorted(holes, key=lambda hole: (len(ancestors(self.course.skills, hole.skill)), hole.opened_at))

    def own_hole(self, hole: Hole, skill: str) -> bool:
        return hole.skill == hole.source == skill

    def sources(self, hole: Hole) -> frozenset[str]:
        """Every skill whose answers led to `hole`, through the holes between."""
        return frozenset(self._sources(hole, set()))

    def _sources(self, hole: Hole, seen: set[str]) -> Iterator[str]:
        for source in (hole.source, *hole.also_from):
            if source not in seen:
                seen.add(source)
                yield source
                above = self.state.holes.get(source)
                if above is not None:
                    yield from self._sources(above, seen)

    def askable(self, skill: str) -> bool:
        known = skill in self.course.skills and bool(self.shapes_of.get(skill))
        return known and not missing_prerequisites(self.course, self.state, skill)
