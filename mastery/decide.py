"""What comes next for a goal: a question, a detour to a hole, a locked door, or done.

Every question goes to a skill whose prerequisites were mastered or excused, or that was open already. Holes count only
below the skill that asks for them, so following them always leads down the graph and ends at a question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .gate import missing_prerequisites
from .graph import ancestors, direct
from .moves import Ask, Blocked, Detour, Done, Move
from .student import Goal, Hole, HoleStatus, StudentState
from .values import Course


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
        holes = self.holes_under(skill, "confirmed")
        mastered = self.state.standing(skill).mastered_at is not None
        if mastered:  # a hole that other skills showed keeps nobody from what is mastered
            holes = [hole for hole in holes if skill in self.sources(hole)]
        if holes:
            return Detour(holes[0].skill)
        return self.separate(skill) or self.probe(skill) or (Done(skill) if mastered else Ask(skill, "learn"))

    def for_hole(self, skill: str) -> Move:
        hole = self.state.holes.get(skill)
        if hole is None:
            return Done(skill)
        if hole.status == "suspected":
            return self.resolve(hole) or Done(skill)
        if not self.askable(skill):
            return Blocked(missing_prerequisites(self.course, self.state, skill))
        deeper = [other for other in self.holes_under(skill, "confirmed") if other.skill != skill]
        if deeper:
            return Detour(deeper[0].skill)
        return self.separate(skill) or self.probe(skill) or self.practise(hole)

    def practise(self, hole: Hole) -> Move:
        if self.state.standing(hole.skill).mastered_at is None:
            return Ask(hole.skill, "practise", hole.skill)
        if self.askable(hole.source):
            return Ask(hole.source, "recheck", hole.skill, hole.misconception)
        return Done(hole.skill)

    def separate(self, skill: str) -> Ask | None:
        """One question that resolves a suspicion which answers on `skill` raised, the deepest first."""
        holes = (hole for hole in self.holes_under(skill, "suspected") if skill in self.sources(hole))
        return next((ask for hole in holes if (ask := self.resolve(hole))), None)

    def resolve(self, hole: Hole) -> Ask | None:
        if hole.misconception is not None and not hole.probing and self.askable(hole.source):
            return Ask(hole.source, "separate", hole.skill, hole.misconception)
        return Ask(hole.skill, "probe", hole.skill) if self.askable(hole.skill) else None

    def probe(self, skill: str) -> Ask | None:
        """After an unexplained miss: the least certain direct prerequisite that was not probed yet."""
        inquiry = self.state.inquiries.get(skill)
        if inquiry is None or not inquiry.pending:
            return None
        needs = (self.state.standing(need) for need in direct(self.course.skills, skill) if self.askable(need))
        left = [need for need in needs if need.skill not in inquiry.probed and not need.excused]
        least = min(left, key=lambda need: need.p_known, default=None)
        return Ask(least.skill, "probe", least.skill) if least is not None else None

    def holes_under(self, skill: str, status: HoleStatus) -> list[Hole]:
        """Live holes below `skill`, and `skill` itself where its own answers show it; the deepest first."""
        below = ancestors(self.course.skills, skill)
        holes = [
            hole
            for hole in self.state.holes.values()
            if hole.status == status
            and (hole.skill in below or hole.skill == hole.source == skill)
            and self.can_close(hole)
        ]
        return sorted(holes, key=lambda hole: (len(ancestors(self.course.skills, hole.skill)), hole.opened_at))

    def can_close(self, hole: Hole) -> bool:
        """False when a later edition of the course lacks the items to practise it or, in the end, to re-check it."""
        practised = self.state.standing(hole.skill).mastered_at is not None
        return bool(self.shapes_of.get(hole.skill)) and (not practised or self.askable(hole.source))

    def sources(self, hole: Hole) -> set[str]:
        """Every skill whose answers led to `hole`, through the holes between."""
        found: set[str] = set()
        ahead = [hole]
        while ahead:
            last = ahead.pop()
            new = {last.source, *last.also_from} - found
            found |= new
            ahead.extend(self.state.holes[source] for source in new if source in self.state.holes)
        return found

    def askable(self, skill: str) -> bool:
        known = skill in self.course.skills and bool(self.shapes_of.get(skill))
        return known and not missing_prerequisites(self.course, self.state, skill)
