"""`@item`: marks an author's function as a maker of questions for one skill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from random import Random
from typing import Any

from .question import Question

Maker = Callable[[Random], Question]

DISTINCT = 30
"""How many different questions an item must be able to ask, unless it says that it can't."""


@dataclass(frozen=True)
class AuthoredItem:
    """An item as its author declared it; None means: take the default. `also` are the skills after the first."""

    make: Maker
    id: str
    skill: str
    shape: str | None
    guess: float | None
    slip: float | None
    calculator: bool
    distinct: int
    also: tuple[str, ...] = ()


_collecting: ContextVar[list[AuthoredItem] | None] = ContextVar("gapless_items", default=None)


@contextmanager
def collecting() -> Iterator[list[AuthoredItem]]:
    """The items declared inside the `with` block, in order."""
    found: list[AuthoredItem] = []
    token = _collecting.set(found)
    try:
        yield found
    finally:
        _collecting.reset(token)


def start_collecting() -> list[AuthoredItem]:
    """A list that gets the items declared from now on in this context, until collecting starts anew."""
    found: list[AuthoredItem] = []
    _collecting.set(found)
    return found


def item(
    *,
    skill: str | Sequence[str],
    shape: str | None = None,
    guess: float | None = None,
    slip: float | None = None,
    calculator: bool = False,
    distinct: int = DISTINCT,
) -> Callable[[Maker], Maker]:
    """Declare a function `(rng) -> Question` as an item of `skill`; its name is the item's id.

    A question that asks for several skills names them all, as in skill=("add-unlike", "simplify"): it is asked for the
    first one, the others come before that one, and the answer is evidence on each.
    `shape` names the look of its questions ("typed" or "choice" unless said otherwise, "story" for instance): mastery
    takes at least two shapes. `guess` and `slip` are the chances of a right answer without the skill and of a miss
    with it. `distinct` is the number of different questions it can make, where the mathematics allows fewer than 30.
    The function stays as it is: `add_unlike(random.Random(7))` shows question 7. TypeError or ValueError for a
    declaration that can't be used.
    """
    first, *also = _skills(skill)
    _check_declaration(shape, distinct, {"guess": guess, "slip": slip})

    def declare(make: Maker) -> Maker:
        found = _collecting.get()
        if found is not None:
            name = getattr(make, "__name__", "")
            found.append(AuthoredItem(make, name, first, shape, guess, slip, calculator, distinct, tuple(also)))
        return make

    return declare


def _skills(skill: Any) -> tuple[str, ...]:
    skills = (skill,) if isinstance(skill, str) else tuple(skill) if isinstance(skill, list | tuple) else ()
    if not skills or not all(isinstance(each, str) for each in skills):
        raise TypeError('an item\'s skill is a text, or several: skill=("add-unlike", "simplify")')
    if len(set(skills)) < len(skills):
        raise ValueError("an item names each of its skills once")
    return skills


def _check_declaration(shape: Any, distinct: Any, chances: Mapping[str, Any]) -> None:
    if not (shape is None or isinstance(shape, str)):
        raise TypeError("an item's shape is a text")
    if not isinstance(distinct, int) or distinct < 1:
        raise ValueError(f"distinct={distinct!r}: write how many different questions there are, 1 or more")
    for name, chance in chances.items():
        if chance is not None and not (isinstance(chance, int | float) and 0 < chance < 1):
            raise ValueError(f"{name}={chance!r}: a chance is a number between 0 and 1")
