"""All pages of a class as snapshots: taken in the background, two at a time, what somebody waits for first."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Collection, Mapping

from tornado.web import HTTPError

from ..mastery.values import Course
from .assets import Assets
from .cache import PageCache
from .catalog import Catalog
from .render import Sheet, make_environment
from .snapshot import Snapshot, take_snapshot

AT_ONCE = 2
# A page that could not be made for want of memory or time may be made later.
RETRY_SECONDS = 15.0
_OWN_PAGES = (
    "home",
    "day",
    "practice",
    "review",
    "placement",
    "work",
    "class",
    "forms",
    "ledger",
    "class-forms",
    "rewards",
    "queue",
)


def sheets_of(course: Course, catalog: Catalog) -> dict[str, Sheet]:
    """Every page there is, by name: "home", "practice", "class", "lesson/<id>", "micro/<skill>"."""

    def page(kind: str, notebook: str) -> Sheet:
        return Sheet(kind, notebook, course.title, bool(course.assignments))

    own = {name: page(name, f"pages/{name}.ipynb") for name in _OWN_PAGES}
    lessons = {f"lesson/{id}": page("lesson", f"lessons/{id}.ipynb") for id in course.lessons}
    names = catalog.names("micro")
    micro = {f"micro/{id}": Sheet("micro", f"micro/{id}.ipynb", template="fragment.html.j2") for id in names}
    return own | lessons | micro


class Shelf:
    """The snapshots of a class; `open` starts taking those that the cache does not hold."""

    def __init__(self, sheets: Mapping[str, Sheet], catalog: Catalog, assets: Assets, cache: PageCache) -> None:
        self.sheets, self.catalog, self.assets = sheets, catalog, assets
        self.environment = make_environment(assets)
        self._cache = cache
        self._log = logging.getLogger("gapless.pages")
        self._pages: dict[str, asyncio.Future[Snapshot]] = {}
        # How often a page was called for anew: what was begun before the last call is not what to show.
        self._calls: Counter[str] = Counter()
        self._waiting: deque[str] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._keeping: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Take what the cache holds, and begin with the rest. Call it in the server's event loop."""
        for name in self.sheets:
            kept = self._cache.load(name, self.assets)
            self._pages[name] = asyncio.get_running_loop().create_future()
            if kept is None:
                self._waiting.append(name)
            else:
                self._pages[name].set_result(kept)
                self._tell(kept)
        self._work()

    def renew(self, sheets: Mapping[str, Sheet], catalog: Catalog, cache: PageCache, stale: Collection[str]) -> None:
        """Take up an edited course: `stale` and new pages are taken anew, the old ones sent until they are there."""
        self.sheets, self.catalog, self._cache = sheets, catalog, cache
        for name in self._pages.keys() - sheets.keys():
            gone = self._pages.pop(name)
            if not gone.done():
                gone.set_exception(HTTPError(404))
                gone.exception()  # seen: nobody may have been waiting for it
        due = [name for name in sheets if name in stale or name in self._waiting or name not in self._pages]
        for name in due:
            self._pages.setdefault(name, asyncio.get_running_loop().create_future())
        self._calls.update(due)
        self._waiting = deque(due)
        self._keeping = asyncio.create_task(self._keep_all())
        self._work()

    async def get(self, name: str) -> Snapshot:
        """The page of this name, as soon as it is there. Raises HTTPError 404 for a page there is not, 500 for one
        that can't be made now; it is tried again after a while."""
        if name not in self._pages:
            raise HTTPError(404)
        if name in self._waiting:
            self._waiting.remove(name)
            self._waiting.appendleft(name)
        return await asyncio.shield(self._pages[name])

    async def close(self) -> None:
        """Stop taking pages; the kernels that ran them have ended when this returns."""
        ending = {*self._workers, *([self._keeping] if self._keeping else [])}
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    def _work(self) -> None:
        for _ in range(min(AT_ONCE, len(self._waiting)) - len(self._workers)):
            worker = asyncio.create_task(self._take_all())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _take_all(self) -> None:
        while self._waiting:
            name = self._waiting.popleft()
            call = self._calls[name]
            taking = asyncio.ensure_future(
                take_snapshot(self.sheets[name], self.catalog, self.assets, self.environment)
            )
            try:
                await asyncio.wait({taking})
            finally:
                # Done already, unless this worker itself was cancelled; then its kernel must end first.
                taking.cancel()
                await asyncio.gather(taking, return_exceptions=True)
            if name in self._pages and call == self._calls[name]:
                await self._settle(name, taking)

    async def _settle(self, name: str, taking: asyncio.Future[Snapshot]) -> None:
        trouble = taking.exception()
        if trouble is None:
            self._put(name, taking.result())
            self._tell(taking.result())
            await asyncio.to_thread(self._keep, name, taking.result())
            return
        self._log.error("The page %s could not be made: %s", name, trouble, exc_info=trouble)
        if not self._pages[name].done():
            self._pages[name].set_exception(HTTPError(500, "The page %s could not be made.", name))
            self._pages[name].exception()  # seen: nobody may have been waiting for it
            self._pages[name] = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(RETRY_SECONDS, self._again, name)

    def _put(self, name: str, page: Snapshot) -> None:
        """Show this page from now on, to those who wait for it or in the place of an older one."""
        if self._pages[name].done():
            self._pages[name] = asyncio.get_running_loop().create_future()
        self._pages[name].set_result(page)

    async def _keep_all(self) -> None:
        """Keep what is there in the cache that is used from now on."""
        there = [(name, page.result()) for name, page in self._pages.items() if page.done() and not page.exception()]
        for name, page in there:
            if name not in self._waiting:
                await asyncio.to_thread(self._keep, name, page)

    def _keep(self, name: str, page: Snapshot) -> None:
        try:
            self._cache.store(name, page, self.assets)
        except OSError as error:
            # The page is shown all the same; the next start takes it anew.
            self._log.warning("The page %s could not be kept on disk: %s", name, error)

    def _again(self, name: str) -> None:
        if name in self._pages and name not in self._waiting:
            self._waiting.append(name)
            self._work()

    def _tell(self, page: Snapshot) -> None:
        for fault in page.faults:
            self._log.warning("A step could not be shown: %s", fault)
