"""Letting go of people who were taken out of the class while the server runs."""

from __future__ import annotations

from tornado.ioloop import PeriodicCallback

from .backstage import Backstage

EVERY_SECONDS = 5.0


def watch_departures(stage: Backstage, every: float = EVERY_SECONDS) -> PeriodicCallback:
    """Look again and again who has left, until `stop`; started on the running loop.

    Their sessions end by themselves, since the roster is asked at each request. What a page holds open without asking,
    and what the tutor remembers, ends here.
    """
    watch = PeriodicCallback(lambda: let_go(stage), every * 1000)
    watch.start()
    return watch


async def let_go(stage: Backstage) -> None:
    """End the kernels of people who are no longer in the class, and let the tutor forget them."""
    await stage.in_thread(stage.tutor.leave_gone)
    for owner in {*stage.kernels.owners.values()}:
        if owner and await stage.in_thread(stage.people.get, owner) is None:
            await stage.kernels.end_all_of(owner)
