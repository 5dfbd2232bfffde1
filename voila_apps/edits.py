"""Taking up a course that its author saves while it is served. Nobody is signed out, and nothing is judged anew."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from ..errors import GaplessError
from .backstage import Backstage
from .cache import PageCache
from .catalog import Catalog
from .edition import Edition, Stamp, fresh_edition, page_prints, stamp
from .shelf import sheets_of

EVERY_SECONDS = 0.2

GRACE_SECONDS = 10.0
"""How long an earlier bank still makes questions for calls that began with it."""


class Edits:
    """Watches a course's folder and gives the server each state of it that can be taught.

    `tell` gets a sentence for every save: what was taken up, and what is amiss with one that was not.
    """

    def __init__(self, source: Path, copies: Path, edition: Edition, tell: Callable[[str], None]) -> None:
        self._source, self._copies, self._edition, self._tell = source, copies, edition, tell
        self._seen: Stamp = stamp(source)
        self._retired: list[Edition] = []
        self._watching: asyncio.Task[None] | None = None
        self._opening: asyncio.Future[Edition] | None = None

    def start(self, stage: Backstage, cache_home: Path) -> Edits:
        """Begin to watch, on the running loop."""
        self._watching = asyncio.create_task(self._watch(stage, cache_home))
        return self

    async def close(self) -> None:
        """Stop watching, and end what was opened for the saves."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        opened = [*self._retired, self._edition]
        if self._opening is not None:
            with contextlib.suppress(GaplessError, OSError):  # told already, or of no interest any more
                opened.append(await self._opening)
        for edition in opened:
            await asyncio.to_thread(edition.bank.close)

    async def _watch(self, stage: Backstage, cache_home: Path) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            now = await asyncio.to_thread(stamp, self._source)
            if now != self._seen:
                self._seen = now
                await self._take_up(stage, cache_home)

    async def _take_up(self, stage: Backstage, cache_home: Path) -> None:
        try:
            # Shielded: where the server stops meanwhile, `close` waits for the bank that is being opened, and ends it.
            self._opening = asyncio.ensure_future(self._fresh())
            fresh = await asyncio.shield(self._opening)
        except GaplessError as trouble:
            self._tell(f"This save can't be taught yet, so students keep the one before.\n{trouble}")
            return
        except OSError as trouble:
            self._tell(f"This save could not be read ({trouble}), so students keep the one before.")
            return
        before, self._edition = self._edition, fresh
        stage.tutor.reload(fresh.course, fresh.bank, fresh.micro)
        self._retire(before)
        await self._renew_pages(stage, before, cache_home)

    async def _fresh(self) -> Edition:
        return await asyncio.to_thread(fresh_edition, self._source, self._copies, self._edition.bank.faults)

    async def _renew_pages(self, stage: Backstage, before: Edition, cache_home: Path) -> None:
        fresh = self._edition
        catalog = Catalog(fresh.folder)
        sheets = sheets_of(fresh.course, catalog)
        old = await asyncio.to_thread(page_prints, before.folder, stage.shelf.sheets)
        new = await asyncio.to_thread(page_prints, fresh.folder, sheets)
        stale = {name for name, text in new.items() if old.get(name) != text}
        cache = await asyncio.to_thread(PageCache, cache_home, fresh.course.version)
        stage.shelf.renew(sheets, catalog, cache, stale)
        pages = (
            f"{len(stale)} {'page is' if len(stale) == 1 else 'pages are'} made anew" if stale else "no page changes"
        )
        self._tell(f"Took up {fresh.course.title} as saved: {pages}.")

    def _retire(self, edition: Edition) -> None:
        self._retired.append(edition)
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE_SECONDS, lambda: loop.run_in_executor(None, edition.bank.close))
