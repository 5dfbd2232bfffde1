"""How long until the check on a lesson page can be used, beside stock Voila serving the same lesson.

Both servers run at the same time and are visited in turn, in one Chromium: a cold visit has an empty cache, a warm one
comes back in the same profile. The check counts as alive in gapless when its question is there and can be answered; in
stock Voila, which has no tutor, already when the card is drawn. Requests, bytes and console errors are Chromium's own
counts until half a second after that. Names outside this machine do not resolve, so they cost stock Voila no time.
All snapshots are taken before, so that nothing else is built meanwhile.
Under load the HTML alone is fetched; CPU is that of the server's process tree, kernels included.
Run: python benchmarks/page.py [--json] [--quick]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from common import COURSE, Figure, median, options, show, tree_cpu
from desk import Desk
from headless import launch
from lessons import build_pages, entry, load_course
from load import Load, load
from playwright.sync_api import Browser, BrowserContext
from served import Served, new_class
from stock import Stock
from visit import Visit, visit

ALIVE = {
    "gapless": '[data-question-id] [data-gapless="answer"]:not([disabled])',
    "stock": '[data-gapless="check"]',
}
NUMBER = Callable[[Visit], float]


@dataclass
class Side:
    """One of the two servers: where the lesson is, how to sign in, and what was seen there."""

    name: str
    url: str
    pid: int
    sign_in: Callable[[BrowserContext], None] = lambda context: None
    cold: list[Visit] = field(default_factory=list)
    warm: list[Visit] = field(default_factory=list)

    def round(self, browser: Browser) -> None:
        """One cold visit and one warm."""
        with browser.new_context() as context:
            self.sign_in(context)
            self.cold.append(visit(context, self.url, ALIVE[self.name]))
            self.warm.append(visit(context, self.url, ALIVE[self.name]))


def cookies(served: Served, student: str) -> dict[str, str]:
    """The cookies of a signed-in student."""
    with Desk(served, student) as desk:
        return dict(desk.http.cookies)


def under_load(side: Side, *, clients: int, pages: int, seconds: float, cookie: str = "") -> tuple[Load, float]:
    """Fetch the page under load: what came back, and the CPU ms a page of the server's process tree."""
    load(side.url, clients=1, pages=1, seconds=60, cookie=cookie)
    before = tree_cpu(side.pid)
    result = load(side.url, clients=clients, pages=pages, seconds=seconds, cookie=cookie)
    return result, 1000 * (tree_cpu(side.pid) - before) / len(result.pages)


def visit_figures(ours: Side, stock: Side) -> list[Figure]:
    """What the browser saw on both sides."""
    figures: list[Figure] = []
    for state in ("cold", "warm"):
        mine, theirs = getattr(ours, state), getattr(stock, state)
        numbers: dict[str, tuple[str, NUMBER]] = {
            "alive": ("ms", lambda v: v.alive),
            "first_paint": ("ms", lambda v: v.paint),
            "requests": ("requests", lambda v: v.requests),
            "over_the_wire": ("KiB", lambda v: v.bytes / 1024),
        }
        for name, (unit, number) in numbers.items():
            for side, visits in (("stock", theirs), ("gapless", mine)):
                goal = GOALS.get(f"{side}_{state}_{name}")
                figures.append(Figure(f"{side}_{state}_{name}", median([number(v) for v in visits]), unit, goal))
        ratio = median([v.alive for v in theirs]) / median([v.alive for v in mine])
        figures.append(Figure(f"{state}_times_faster", ratio, "×", ("≥", 6)))
    return figures


GOALS = {"gapless_cold_requests": ("≤", 8.0), "gapless_cold_over_the_wire": ("≤", 250.0)}


def trouble_figures(ours: Side, stock: Side) -> list[Figure]:
    """Requests that would have left the machine, and console errors, over all visits."""
    figures = []
    for side, goal in ((stock, None), (ours, ("≤", 0.0))):
        visits = side.cold + side.warm
        figures.append(Figure(f"{side.name}_outside_requests", sum(v.outside for v in visits), "requests", goal))
        figures.append(Figure(f"{side.name}_console_errors", sum(len(v.errors) for v in visits), "errors", goal))
    return figures


def load_figures(ours: tuple[Load, float], stock: tuple[Load, float]) -> list[Figure]:
    """Pages a second and CPU a page on both sides."""
    return [
        Figure("stock_pages_per_second", stock[0].rate, "pages/s"),
        Figure("gapless_pages_per_second", ours[0].rate, "pages/s"),
        Figure("times_more_pages", ours[0].rate / stock[0].rate, "×", ("≥", 100)),
        Figure("stock_cpu_per_page", stock[1], "ms"),
        Figure("gapless_cpu_per_page", ours[1], "ms"),
        Figure("times_less_cpu", stock[1] / ours[1], "×", ("≥", 100)),
    ]


def main() -> int:
    """Visit both in turn, then load both, and print the figures."""
    chosen = options(__doc__)
    rounds, seconds, pages = (2, 3, 6) if chosen.quick else (11, 15, 60)
    course = load_course(COURSE)
    lesson = entry(course)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        served = new_class(Path(folder) / "class", COURSE, ["mia"])
        stock = Stock(Path(folder) / "stock", COURSE / "lessons" / f"{lesson.id}.ipynb")
        for server in (served, stock):
            stack.callback(server.stop)
            server.start()
        with Desk(served) as teacher:
            build_pages(teacher, "mia", course)
        kept = cookies(served, "mia")
        both = sides(served, stock, lesson.id, kept)
        browser = stack.enter_context(launch())
        for _ in range(rounds):
            for side in both:
                side.round(browser)
        header = "; ".join(f"{name}={value}" for name, value in kept.items())
        theirs = under_load(both[0], clients=4, pages=pages, seconds=4 * seconds)
        mine = under_load(both[1], clients=30, pages=10**9, seconds=seconds, cookie=header)
        figures = [*visit_figures(both[1], both[0]), *trouble_figures(both[1], both[0]), *load_figures(mine, theirs)]
    return show("page", figures, as_json=chosen.json)


def sides(served: Served, stock: Stock, lesson: str, kept: dict[str, str]) -> tuple[Side, Side]:
    """Stock Voila and gapless, in the order of their visits."""

    def sign_in(context: BrowserContext) -> None:
        context.add_cookies([{"name": name, "value": value, "url": served.url} for name, value in kept.items()])

    pids = [server.process.pid if server.process else 0 for server in (stock, served)]
    return (
        Side("stock", f"{stock.url}/voila/render/lesson.ipynb", pids[0]),
        Side("gapless", f"{served.url}/lesson/{lesson}", pids[1], sign_in),
    )


if __name__ == "__main__":
    sys.exit(main())
