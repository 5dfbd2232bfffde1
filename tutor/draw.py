"""Draws a fresh question: the best item first, then seeds until the student has not seen the question."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice

from ..authoring.made import ItemInfo, Made
from ..errors import AuthorError, NotFound
from ..mastery import Ask, choose_item
from .desk import Desk
from .words import say

DRAWS = 40
"""How many questions are made at most in search of a fresh one."""

NEW_DRAWS = 16
"""How many at most in search of one that looks for a misconception no question on the skill has looked for yet."""

_log = logging.getLogger(__name__)


def draw(desk: Desk, ask: Ask) -> tuple[ItemInfo, Made]:
    """A question on `ask.skill` that this student has not seen, or the one seen longest ago.

    Where a misconception is to be told from a slip, questions that can't show it are passed over while others may come;
    elsewhere, for a while, those that look for nothing new.
    Raises NotFound with words when no item of the skill can make a question.
    """
    material = desk.material
    args = (material.items, desk.state, ask.skill, ask.purpose, ask.misconception, desk.rng, material.shows, ask.rivals)
    drawn = list(_until_fresh(desk, ask, choose_item(*args)))
    if not drawn:
        raise NotFound(say("no-item"), "/home")
    return min(drawn, key=lambda one: _staleness(desk, ask, *one))


def make(desk: Desk, item: str, seed: int) -> Made | None:
    """One question of an item; None, and a word in the log, when it can't make it."""
    try:
        return desk.material.bank.make(item, seed)
    except AuthorError as fault:
        _log.warning("An item made no question, so another was asked. %s", fault)
        return None


def _until_fresh(desk: Desk, ask: Ask, items: list[ItemInfo]) -> Iterator[tuple[ItemInfo, Made]]:
    for number, (item, made) in enumerate(islice(_candidates(desk, items), DRAWS), start=1):
        yield item, made
        place, *misses = _staleness(desk, ask, item, made)
        if place == -1 and (not any(misses) or (number >= NEW_DRAWS and not _telling(ask))):
            return


def _candidates(desk: Desk, items: list[ItemInfo]) -> Iterator[tuple[ItemInfo, Made]]:
    """Half of the draws from the best item, the rest from the others in turn; a faulty item is left at its fault."""
    share = max(1, DRAWS // 2)
    for item in items:
        for _ in range(share):
            made = make(desk, item.id, desk.rng.getrandbits(32))
            if made is None:
                break
            yield item, made
        share = max(1, share // 2)


def _staleness(desk: Desk, ask: Ask, item: ItemInfo, made: Made) -> tuple[int, int, int]:
    """-1 for a question never seen, else the more the more recently it was; then how far it misses its purpose.

    To tell a misconception from a slip it must show it, first of all, and then its rivals. Otherwise it should show
    something new of what its item can show.
    """
    trail = desk.state.trail(ask.skill)
    place = trail.fingerprints.index(made.fingerprint) if made.fingerprint in trail.fingerprints else -1
    if _telling(ask):
        return place, ask.misconception not in made.mistakes, len(ask.rivals - {*made.mistakes})
    new = {*item.misconceptions} - trail.told
    return place, 0, bool(new) and new.isdisjoint(made.mistakes)


def _telling(ask: Ask) -> bool:
    return ask.purpose in ("separate", "recheck") and ask.misconception is not None
