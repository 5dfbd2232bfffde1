"""Generated practice on a hole: chance decides between a question of the bank and one of the course, and is recorded.

Only practice on a hole takes part. Lessons' checks, probes, re-checks, contests, reviews, forms and placements are
asked from the course's own items alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from ..authoring.made import ItemInfo, Made
from ..mastery import Ask, Goal
from .desk import Desk

if TYPE_CHECKING:
    from ..practice.offer import Offer

SHARE = 0.5
"""How likely the bank's question is asked where there is one: so that both sources can be compared fairly."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question comes from: the hash of a generated one's spec, and whether chance decided."""

    spec: str | None = None
    drawn: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """What the event that asks says of it."""
        return {"source": "generated" if self.spec else "authored", "spec": self.spec, "drawn": self.drawn}


AUTHORED = Source()


def practised(
    desk: Desk, goal: Goal, ask: Ask, item: ItemInfo, made: Made, shown: Collection[str] = ()
) -> tuple[ItemInfo, Made, Source]:
    """The question to ask: this one of the course, or one of the bank that stands in its place and is not `shown`.

    The same student at the same place in the same hole always meets the same: nothing but the record decides.
    """
    if goal[0] != "hole" or ask.purpose != "practise" or ask.support == "example" or desk.practice is None:
        return item, made, AUTHORED
    hole, trail = desk.state.holes.get(goal[1]), desk.state.trail(ask.skill)
    against = {*trail.shown, *([hole.misconception] if hole and hole.misconception else [])}
    begun = hole.opened_at.isoformat() if hole else ""
    place = f"{desk.student} {ask.skill} {begun} {len(trail.questions)}"
    # Another shape than last time, or the one whose turn it is: a run still meets several.
    shapes = {"typed", "choice"} - {*trail.shapes[-1:]} | {made.shape}
    offered = offer(desk).question(ask.skill, against, shapes, {*trail.fingerprints, *shown}, Random(place))
    if offered is None:
        return item, made, AUTHORED
    if Random(f"source {place}").random() >= SHARE:
        return item, made, Source(drawn=True)
    other = replace(item, id=offered.made.item, misconceptions=(*offered.made.mistakes,), calculator=False, also=())
    return other, offered.made, Source(offered.spec, drawn=True)


def still_shown(desk: Desk, asked: Any) -> bool:
    """Whether an open question may stay: a generated one only while its spec may be shown."""
    spec = asked.get("spec")
    return spec is None or (desk.practice is not None and desk.practice.shows(asked["skill"], spec))


def offer(desk: Desk) -> Offer:
    """What the bank has to offer in the edition of the day."""
    from ..practice.offer import Offer

    assert desk.practice is not None
    return Offer(desk.practice, desk.material.judge)
