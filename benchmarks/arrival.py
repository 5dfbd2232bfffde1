"""How long one student waits for an answer while thirty others open a lesson.

Thirty signed-in students open the same lesson at once, wave after wave, while a thirty-first answers questions over the
same HTTP calls the page makes. Measured for a snapshot lesson and for the lesson that opens with a kernel of its own.
Percentiles are by nearest rank. Run: python benchmarks/arrival.py [--json] [--quick]
"""

from __future__ import annotations

import re
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from common import COURSE, Figure, median, options, percentile, show
from desk import Desk
from lessons import entry, excuse, live, load_course, needs
from served import Served, new_class

CLASSMATES = 30


@dataclass
class Waits:
    """Seconds the answers took, seconds the pages took, and how many were told to wait for a kernel."""

    answers: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    queued: int = 0
    kernels: list[tuple[Desk, str]] = field(default_factory=list)


def keep_answering(desk: Desk, skill: str, waits: Waits, stop: threading.Event) -> None:
    """Answer question after question. A hint comes first: it counts as practice, so the skill never ends in mastery."""
    while not stop.is_set():
        question = desk.next(skill)["question"]["question_id"]
        key = desk.served.book.key(desk.student, question)
        desk.call("hint", {"question_id": question, "request_id": desk.request_id()})
        began = time.perf_counter()
        desk.answer(question, key)
        waits.answers.append(time.perf_counter() - began)
        time.sleep(0.02)


def open_lesson(desk: Desk, lesson: str, waits: Waits) -> None:
    """One classmate opens the lesson: the page to its last byte."""
    began = time.perf_counter()
    response = desk.http.get(f"/lesson/{lesson}")
    waits.pages.append(time.perf_counter() - began)
    kernel = re.search(r'name="gapless-kernel" content="([^"]+)"', response.text)
    if response.status_code == 503:
        waits.queued += 1
    elif response.status_code != 200:
        raise RuntimeError(f"The lesson was answered {response.status_code}")
    elif kernel:
        waits.kernels.append((desk, kernel.group(1)))


def leave(waits: Waits) -> None:
    """Everybody who came leaves again, as a page does when it is closed."""
    while waits.kernels:
        desk, kernel = waits.kernels.pop()
        desk.http.post(f"/voila/api/shutdown/{kernel}", headers=desk.headers)


def arrive(served: Served, classmates: list[Desk], lesson: str, skill: str, answers: int) -> Waits:
    """Wave after wave of classmates opens the lesson until enough answers were timed meanwhile."""
    waits, stop = Waits(), threading.Event()
    with Desk(served, "seat31") as desk, ThreadPoolExecutor(CLASSMATES + 1) as pool:
        answering = pool.submit(keep_answering, desk, skill, waits, stop)
        while not answering.done() and len(waits.answers) < answers:
            list(pool.map(lambda mate: open_lesson(mate, lesson, waits), classmates))
            leave(waits)
        stop.set()
        answering.result()
    return waits


def figures(name: str, waits: Waits) -> list[Figure]:
    """The figures of one kind of lesson."""
    ms = [1000 * seconds for seconds in waits.answers]
    return [
        Figure(f"{name}_answer_p50_ms", percentile(ms, 50), "ms"),
        Figure(f"{name}_answer_p95_ms", percentile(ms, 95), "ms", ("≤", 100)),
        Figure(f"{name}_answer_max_ms", max(ms, default=float("nan")), "ms", ("≤", 1000)),
        Figure(f"{name}_answers", len(ms), "answers"),
        Figure(f"{name}_pages", len(waits.pages), "pages"),
        Figure(f"{name}_pages_queued", waits.queued, "pages"),
        Figure(f"{name}_page_p50_ms", 1000 * median(waits.pages), "ms"),
        Figure(f"{name}_page_max_ms", 1000 * max(waits.pages, default=float("nan")), "ms"),
    ]


def seats(served: Served, stack: ExitStack, skills: list[str]) -> list[Desk]:
    """The signed-in classmates, excused from `skills`."""
    mates = [f"seat{number}" for number in range(1, CLASSMATES + 1)]
    with Desk(served) as teacher:
        for mate in mates:
            excuse(teacher, mate, skills)
    return [stack.enter_context(Desk(served, mate, timeout=300)) for mate in mates]


def main() -> int:
    """Run both kinds of lesson and print the figures."""
    chosen = options(__doc__)
    course = load_course(COURSE)
    first, kernel = entry(course), live(COURSE, course)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        served = new_class(Path(folder) / "class", COURSE, [f"seat{n}" for n in range(1, CLASSMATES + 2)])
        stack.callback(served.stop)
        served.start()
        classmates = seats(served, stack, needs(course, kernel))
        classmates[0].http.get(f"/lesson/{first.id}")
        shot = arrive(served, classmates, first.id, first.skills[0], answers=60 if chosen.quick else 300)
        built = arrive(served, classmates, kernel.id, first.skills[0], answers=30 if chosen.quick else 100)
        result = [*figures("snapshot", shot), *figures("live", built)]
    return show("arrival", result, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
