"""`@item`: marks an author's function as a maker of questions for one skill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    """An item as its author declared it; None means: take the default."""

    make: Maker
    id: str
    skill: str
    shape: str | None
    guess: float | None
    slip: float | None
    calculator: bool
    distinct: int


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
    skill: str,
    shape: str | None = None,
    guess: float | None = None,
    slip: float | None = None,
    calculator: bool = False,
    distinct: int = DISTINCT,
) -> Callable[[Maker], Maker]:
    """Declare a function `(rng) -> Question` as an item of `skill`; its name is the item's id.

    `shape` names the look of its questions ("typed" or "choice" unless said otherwise, "story" for instance): mastery
    takes at least two shapes. `guess` and `slip` are the chances of a right answer without the skill and of a miss
    with it. `distinct` is the number of different questions it can make, where the mathematics allows fewer than 30.
    The function stays as it is: `add_unlike(random.Random(7))` shows question 7. TypeError or ValueError for a
    declaration that can't be used.
    """
    _check_declaration(skill, shape, distinct, {"guess": guess, "slip": slip})

    def declare(make: Maker) -> Maker:
        found = _collecting.get()
        if found is not None:
            name = getattr(make, "__name__", "")
            found.append(AuthoredItem(make, name, skill, shape, guess, slip, calculator, distinct))
        return make

    return declare


def _check_declaration(skill: Any, shape: Any, distinct: Any, chances: Mapping[str, Any]) -> None:
    if not isinstance(skill, str) or not (shape is None or isinstance(shape, str)):
        raise TypeError("an item's skill and shape are texts")
    if not isinstance(distinct, int) or distinct < 1:
        raise ValueError(f"distinct={distinct!r}: write how many different questions there are, 1 or more")
    for name, chance in chances.items():
        if chance is not None and not (isinstance(chance, int | float) and 0 < chance < 1):
            raise ValueError(f"{name}={chance!r}: a chance is a number between 0 and 1")
