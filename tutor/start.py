"""What Home says of a placement: the invitation, a paused one to go on with, and where its map is."""

from __future__ import annotations

from .desk import Desk
from .place import PAGE
from .place_protocol import PlacementCard
from .protocol import NextCard
from .words import say

WORTH_IT = 8
"""With fewer skills than a placement asks questions at least, starting with the first one is as quick."""

MINUTES = 8.0
"""What a dozen questions take."""


def placement_card(desk: Desk) -> PlacementCard | None:
    """The invitation while none was begun, the way to the map once one ended."""
    sitting = desk.state.placement
    if sitting is not None:
        ended = {"state": "ended", "title": say("placement-link"), "href": PAGE, "words": "", "action": "", "skip": ""}
        return None if sitting.running else ended  # pyright: ignore[reportReturnType]  the literal above is one
    if len(desk.material.shapes_of.keys() & desk.material.course.skills.keys()) < WORTH_IT:
        return None
    return {
        "state": "invite",
        "title": say("invite-title"),
        "href": PAGE,
        "words": say("invite"),
        "action": say("invite-action"),
        "skip": say("invite-skip"),
    }


def paused(desk: Desk) -> NextCard | None:
    """A placement that was begun and waits."""
    sitting = desk.state.placement
    if sitting is None or not sitting.running:
        return None
    done = len(sitting.answers)
    return {
        "title": say("invite-title"),
        "words": say("home-placement", done=done),
        "minutes": max(1.0, MINUTES - round(done * MINUTES / 12)),
        "href": PAGE,
        "action": say("go-on"),
    }
