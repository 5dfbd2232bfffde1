"""How long one student waits for an answer while thirty others open a lesson.

Thirty signed-in students open the same lesson at once, wave after wave, each as a browser with an empty cache does: the
page, its files, the check's first question. Meanwhile a thirty-first answers over the HTTP call that the page makes;
answers that met a wave are timed. Measured for a snapshot lesson, and for the lesson that opens with a kernel of its
own, where the server builds two pages at a time and asks some to wait. All snapshots are taken
before, so that nothing else is built meanwhile. Percentiles are by nearest rank.
Run: python benchmarks/arrival.py [--json] [--quick]
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from common import COURSE, Figure, median, options, percentile, show
from crowd import Visit, crowd
from desk import Desk
from lessons import Course, Lesson, build_pages, entry, excuse, live, load_course, needs
from served import Served, new_class

CLASSMATES = [f"seat{number}" for number in range(1, 31)]
LAST = "seat31"


@dataclass
class Waits:
    """What one kind of lesson gave: seconds an answer took while a wave was on, and the visits of all waves."""

    answers: list[float] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    wave: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


def keep_answering(desk: Desk, skill: str, waits: Waits) -> None:
    """Answer question after question. A hint comes first: it counts as practice, so the skill never ends in mastery."""
    while not waits.over.is_set():
        question = desk.next(skill)["question"]["question_id"]
        key = desk.served.book.key(desk.student, question)
        desk.call("hint", {"question_id": question, "request_id": desk.request_id()})
        met, began = waits.wave.is_set(), time.perf_counter()
        desk.answer(question, key)
        if met or waits.wave.is_set():
            waits.answers.append(time.perf_counter() - began)


def arrive(desk: Desk, mates: Connection, lesson: Lesson, skill: str, answers: int, within: float) -> Waits:
    """Wave after wave opens the lesson until enough answers met one; a wave of more than `within` s is left alone."""
    waits = Waits()
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(keep_answering, desk, skill, waits)
        while not answering.done() and len(waits.answers) < answers:
            waits.wave.set()
            mates.send((lesson.id, lesson.skills[0]))
            if not mates.poll(within):
                break
            waits.visits += mates.recv()
            waits.wave.clear()
            time.sleep(0.2)
        waits.over.set()
        answering.result()
    return waits


def figures(name: str, waits: Waits) -> list[Figure]:
    """The figures of one kind of lesson."""
    ms = [1000 * seconds for seconds in waits.answers]
    opened = [1000 * visit.seconds for visit in waits.visits if visit.status == 200]
    queued = sum(visit.status == 503 for visit in waits.visits)
    return [
        Figure(f"{name}_answer_p50_ms", percentile(ms, 50), "ms"),
        Figure(f"{name}_answer_p95_ms", percentile(ms, 95), "ms", ("≤", 100)),
        Figure(f"{name}_answer_max_ms", max(ms, default=float("nan")), "ms", ("≤", 1000)),
        Figure(f"{name}_answers", len(ms), "answers"),
        Figure(f"{name}_pages", len(opened), "pages"),
        Figure(f"{name}_pages_queued", queued, "pages"),
        Figure(f"{name}_pages_refused", len(waits.visits) - len(opened) - queued, "pages", ("≤", 0)),
        Figure(f"{name}_page_p50_ms", median(opened), "ms"),
        Figure(f"{name}_page_max_ms", max(opened, default=float("nan")), "ms"),
    ]


def prepare(served: Served, course: Course, lessons: list[Lesson]) -> None:
    """Have all pages built, and the classmates excused from what the lessons build on."""
    with Desk(served) as teacher:
        build_pages(teacher, LAST, course)
        for mate in CLASSMATES:
            for lesson in lessons:
                excuse(teacher, mate, needs(course, lesson))


def main() -> int:
    """Run both kinds of lesson and print the figures."""
    chosen = options(__doc__)
    course = load_course(COURSE)
    first, kernel = entry(course), live(COURSE, course)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        served = new_class(Path(folder) / "class", COURSE, [*CLASSMATES, LAST])
        stack.callback(served.stop)
        served.start()
        prepare(served, course, [first, kernel])
        mates = stack.enter_context(crowd(served, CLASSMATES))
        desk = stack.enter_context(Desk(served, LAST))
        answers, within = (60, 12) if chosen.quick else (300, 300)
        shot = arrive(desk, mates, first, first.skills[0], answers, within)
        built = arrive(desk, mates, kernel, first.skills[0], answers, within)
    return show("arrival", [*figures("snapshot", shot), *figures("live", built)], as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
