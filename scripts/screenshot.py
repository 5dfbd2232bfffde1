"""Take the README's picture anew, with `make picture`.

Serves a fresh demo class and plays one miss in a real Chromium: the lesson, its question, and what a student reads
after adding tops and bottoms.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from book import Book
from card import Card
from headless import launch
from playwright.sync_api import Page, ViewportSize
from served import Served

from gapless.authoring import ItemBank, load_course
from gapless.cli.demo_class import Demo, prepare
from gapless.records import Classroom
from gapless.tutor import Tutor
from gapless.tutor.history import Clock, Turn, play

PICTURE = Path(__file__).parents[1] / "docs" / "lesson.png"
MOST_BYTES = 200_000
STUDENT, SKILL, LESSON, MISTAKE = "ben", "add-unlike", "11-add-unlike", "adds-across"
BEFORE = (
    "equal-parts",
    "name-fractions",
    "number-line",
    "equal-groups",
    "multiplication-facts",
    "common-multiples",
    "equivalent",
    "add-like",
)
SEED = 25  # asks 2/3 + 3/8, where adding across gives 5/11
SIZE: ViewportSize = {"width": 860, "height": 780}


def bring_to_the_lesson(place: Path) -> None:
    """Let the student master what the lesson needs, and open its first question: the same one each time."""
    classroom = Classroom.open(place)
    clock = Clock(datetime.now(UTC))
    with ItemBank(classroom.course) as bank:
        tutor = Tutor(load_course(classroom.course), bank, classroom.records, clock, Random(SEED))
        play(tutor, STUDENT, [Turn(skill) for skill in BEFORE], clock)
        tutor.call(STUDENT, "next", {"goal": {"skill": SKILL}})
    classroom.close()


def miss(page: Page, card: Card, address: str) -> None:
    """Miss the question by the misconception."""
    page.goto(f"{address}/lesson/{LESSON}")
    card.mistaken(MISTAKE)
    page.evaluate("document.activeElement.blur()")
    card.root.evaluate("(card) => window.scrollTo(0, card.getBoundingClientRect().bottom + scrollY - innerHeight + 40)")


def take(place: Path, demo: Demo) -> None:
    """Serve the class, play the miss, and write the picture."""
    served = Served(place, {}).start()
    try:
        with launch() as browser:
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            page.goto(next(one.link(served.url) for one in demo.people if one.fragment.startswith(f"{STUDENT}-")))
            page.wait_for_url("**/home")
            miss(page, Card(page, Book(place / "records.sqlite"), STUDENT), served.url)
            page.screenshot(path=PICTURE, animations="disabled")
    finally:
        served.stop()


def main() -> None:
    """Make the class, take the picture, and refuse one that is too heavy for a README."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "class"
        demo = prepare(place, fresh=False, tell=print)
        bring_to_the_lesson(place)
        take(place, demo)
    size = PICTURE.stat().st_size
    print(f"{PICTURE}: {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"The picture is larger than {MOST_BYTES / 1000:.0f} kB: make SIZE smaller.")


if __name__ == "__main__":
    main()
