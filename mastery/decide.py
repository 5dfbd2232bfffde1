"""What comes next for a goal: a question, a detour to a hole, a locked door, or done.

Every question goes to a skill whose prerequisites were mastered or excused, or that was open already. Holes count only
below the skill that asks for them, so following them always leads down the graph and ends at a question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from .bkt import GUESS_TYPED, SLIP
from .events import Purpose
from .explain import explains, gain
from .gate import missing_prerequisites
from .graph import ancestors, direct
from .moves import Ask, Blocked, Detour, Done, Move, Park
from .student import Goal, Hole, HoleStatus, StudentState
from .support import stuck, support_after
from .values import Course


def decide(
    course: Course,
    shapes_of: Mapping[str, Collection[str]],
    state: StudentState,
    goal: Goal,
    due: Sequence[str] = (),
) -> Move:
    """The next move for `goal`: ("skill", id) for a lesson's check, ("hole", id) for practice, and so on.

    `shapes_of` maps a skill to the shapes of its items; a skill without items is never asked. `due` are the skills that
    a mixed check should ask about now, in order (`looking_back.due_reviews` has them).
    """
    view = _View(course, shapes_of, state)
    deciders: Mapping[str, Callable[[str], Move]] = {
        "skill": view.for_skill,
        "hole": view.for_hole,
        "contest": view.for_contest,
        "review": lambda _: view.for_review(due),
    }
    return deciders.get(goal[0], Done)(goal[1])  # a placement decides for itself


@dataclass(frozen=True, slots=True)
class _View:
    course: Course
    shapes_of: Mapping[str, Collection[str]]
    state: StudentState

    def for_skill(self, skill: str) -> Move:
        if not self.askable(skill):
            return Blocked(missing_prerequisites(self.course, self.state, skill))
        holes = self.holes_under(skill, "confirmed")
        standing = self.state.standing(skill)
        mastered = standing.mastered_at is not None
        if mastered:  # a hole that other skills showed keeps nobody from what is mastered
            holes = [hole for hole in holes if skill in self.sources(hole)]
        if holes:
            return Detour(holes[0].skill)
        done = Done(skill) if mastered and not standing.due else None
        return self.separate(skill) or self.probe(skill) or done or self.teach(skill, "learn")

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

    def for_contest(self, skill: str) -> Move:
        """One question against a confirmed hole; missed, the hole's own page goes on."""
        hole = self.state.holes.get(skill)
        if hole is None:
            return Done(skill)
        asked = hole.contested or hole.status != "confirmed" or not self.askable(skill)
        return Detour(skill) if asked else Ask(skill, "contest", skill)

    def for_review(self, due: Sequence[str]) -> Move:
        """The most urgent skill that was not asked about just now: a second question in a row would not be mixed."""
        open_ = (skill for skill in due if skill != self.state.reviewed and self.askable(skill))
        skill = next((skill for skill in open_ if self.known(skill)), None)
        return Done("") if skill is None else Ask(skill, "review")

    def practise(self, hole: Hole) -> Move:
        if self.state.standing(hole.skill).mastered_at is None:
            return self.teach(hole.skill, "practise", hole.skill)
        if self.askable(hole.source):
            return self.parked(hole.source) or Ask(hole.source, "recheck", hole.skill, hole.misconception)
        return Done(hole.skill)

    def teach(self, skill: str, purpose: Purpose, hole: str | None = None) -> Move:
        """A question on the skill, with what helps after questions without progress; or the skill is left to rest."""
        tries = self.state.standing(skill).tries
        return self.parked(skill) or Ask(skill, purpose, hole, support=support_after(tries))

    def parked(self, skill: str) -> Park | None:
        """Ten questions on the skill did not rise, so it waits. It can wait for itself: its lesson is read anew."""
        tries = self.state.standing(skill).tries
        if not stuck(tries):
            return None
        known = self.known_below(skill)
        closed = (hole for hole in self.state.closed if hole.confirmed_at is not None)
        been = {hole.skill for hole in closed if skill in (hole.source, *hole.also_from)}
        left = [need for need in known if need not in been and need not in self.state.holes and need != skill]
        below = max(left, key=lambda need: explains(need, known, GUESS_TYPED, SLIP), default=skill)
        return Park(skill, below, len(tries))

    def separate(self, skill: str) -> Ask | None:
        """One question that resolves a suspicion which answers on `skill` raised, the deepest first."""
        holes = (hole for hole in self.holes_under(skill, "suspected") if skill in self.sources(hole))
        return next((ask for hole in holes if (ask := self.resolve(hole))), None)

    def resolve(self, hole: Hole) -> Ask | None:
        if hole.misconception is not None and not hole.probing and self.askable(hole.source):
            return Ask(hole.source, "separate", hole.skill, hole.misconception, hole.rivals)
        return Ask(hole.skill, "probe", hole.skill) if self.askable(hole.skill) else None

    def probe(self, skill: str) -> Ask | None:
        """After an unexplained miss: what it needs and was not probed yet, first where a probe tells most about it."""
        inquiry = self.state.inquiries.get(skill)
        if inquiry is None or not inquiry.pending:
            return None
        known = self.known_below(skill, inquiry.also)
        left = [need for need in known if need not in inquiry.probed and need != skill]
        best = max(left, key=lambda need: gain(need, known, inquiry.guess, inquiry.slip), default=None)
        return Ask(best, "probe", best) if best is not None else None

    def known_below(self, skill: str, also: Sequence[str] = ()) -> dict[str, float]:
        """P(known) of the skill and of what a question on it needs directly, where that can be asked about."""
        needs = dict.fromkeys((*direct(self.course.skills, skill), *also))
        left = [need for need in needs if self.askable(need) and not self.state.standing(need).excused]
        return {one: self.state.standing(one).p_known for one in (skill, *left)}

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

    def known(self, skill: str) -> bool:
        standing = self.state.standing(skill)
        return standing.mastered_at is not None or standing.placed_at is not None

    def askable(self, skill: str) -> bool:
        known = skill in self.course.skills and bool(self.shapes_of.get(skill))
        return known and not missing_prerequisites(self.course, self.state, skill)
