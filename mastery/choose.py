"""Which item a question is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from .events import Purpose
from .student import StudentState

_NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})


class ItemLike(Protocol):
    """What choosing needs to know of an item."""

    @property
    def id(self) -> str: ...
    @property
    def skill(self) -> str: ...
    @property
    def shape(self) -> str: ...


class Draw(Protocol):
    """Where chance comes from: `random.Random`, or numpy's generator."""

    def random(self) -> float: ...


Item = TypeVar("Item", bound=ItemLike)


def choose_item(
    items: Iterable[Item],
    state: StudentState,
    skill: str,
    purpose: Purpose,
    misconception: str | None,
    rng: Draw,
    shows: Mapping[str, Collection[str]] = _NOTHING,
    rivals: Collection[str] = (),
) -> list[Item]:
    """The items of `skill`, the best first; [] where it has none.

    A separating question and a re-check come first from items that can show `misconception`: those `shows` names
    (item id -> misconceptions) or that showed it to this student before; among them from those that can show most of
    its `rivals`. A question for learning comes first from an item that can show misconceptions no question looked for
    yet, unless it was asked just now: who is right three times in a row may still hold what was never looked for. Then
    the least recently used shape, so that a run meets several, then the least recently used item, then `rng`.
    """
    trail = state.trail(skill)
    telling = purpose in ("separate", "recheck") and misconception is not None
    seen = trail.shown.get(misconception, ()) if misconception is not None else ()

    def rank(item: Item) -> tuple[bool, int, int, int, int, float]:
        tells = telling and (item.id in seen or misconception in shows.get(item.id, ()))
        apart = len({*rivals} & {*shows.get(item.id, ())}) if tells else 0
        new = 0 if telling or trail.items[-1:] == (item.id,) else len({*shows.get(item.id, ())} - trail.told)
        used = _last_use(trail.shapes, item.shape), _last_use(trail.items, item.id)
        return not tells, -apart, -new, *used, rng.random()

    return sorted((item for item in items if item.skill == skill), key=rank)


def _last_use(used: tuple[str, ...], id: str) -> int:
    """How recent the last use is: -1 never, else the place in `used`, which ends with the newest."""
    return used.index(id) if id in used else -1
