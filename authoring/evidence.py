"""All that `check_course` looks at: what was read, what the items made, how the notebooks ran."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import AuthorError, CourseFaults
from .bank import ItemBank
from .contents import Contents
from .course import read_course
from .faults import ItemFault
from .made import ItemInfo
from .rehearsed import ClassRunner, Played
from .strictness import weak_tests
from .sweep import Outcome

Progress = Callable[[str, int, int], None]
"""Called with what was done just now, how many steps are done, and how many there are."""

LessonRunner = Callable[[Path, str], Iterable[AuthorError]]
"""Runs the notebook of a course folder at this path inside it, and gives the faults."""

AT_ONCE = min(os.cpu_count() or 1, 8) + 1
"""How many notebooks run at a time: one more than there are cores, for a run waits for its kernel now and then."""

PATIENCE = 3
"""How many times the deadline of a question may pass before a seed counts as one that never ends."""

UNPLAYABLE = frozenset({"makes-questions", "repeatable", "key-right", "options-distinct"})
"""Faults of items that tell more than a simulated class would."""

LIKE = 10
"""How many questions of each item two oracles of its skill are compared on, before numbers are drawn anew."""


@dataclass
class Evidence:
    """What was found, for the rules to judge."""

    contents: Contents
    reading: list[AuthorError]
    loading: list[AuthorError] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    items: dict[str, ItemInfo] = field(default_factory=dict)
    running: list[AuthorError] = field(default_factory=list)
    rivals: dict[str, list[str]] = field(default_factory=dict)
    weak_tests: list[AuthorError] = field(default_factory=list)
    played: list[Played] = field(default_factory=list)

    @property
    def playable(self) -> bool:
        """Whether a class can play: all is read and loaded, and every question can be asked and answered right."""
        spoiled = (outcome.found.keys() & UNPLAYABLE for outcome in self.outcomes.values())
        return bool(self.items) and not (self.reading or self.loading or any(spoiled))


def gather(
    course: Path, seeds: int, progress: Progress | None, runner: LessonRunner, rehearse: ClassRunner | None = None
) -> Evidence:
    """Read the course; sweep every item and run every notebook, side by side, for each waits for processes.

    Then let a simulated class play the course, where it can be played at all.
    """
    evidence = Evidence(*read_course(course))
    if not evidence.contents.toml:
        return evidence
    notebooks = [notebook.file for notebook in (*evidence.contents.lessons, *evidence.contents.micro)]
    steps = _Steps(progress, len({item.id for item in evidence.contents.items}) + len(notebooks))
    with ThreadPoolExecutor(max_workers=1) as beside:
        sweeping = beside.submit(_sweep_items, course, seeds, evidence, steps)
        for file, faults in _run_all(course, notebooks, runner):
            evidence.running += faults
            steps.done(file)
        evidence.weak_tests += weak_tests(course, evidence.contents.handouts)
        sweeping.result()
    if rehearse is not None and evidence.playable:
        shown = {item: outcome.shown.keys() for item, outcome in evidence.outcomes.items()}
        evidence.played += rehearse(course, shown, progress or (lambda what, done, total: None))
    return evidence


@dataclass
class _Steps:
    progress: Progress | None
    total: int
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def done(self, what: str) -> None:
        with self.lock:
            self.count += 1
            if self.progress is not None:
                self.progress(what, min(self.count, self.total), self.total)


def _sweep_items(course: Path, seeds: int, evidence: Evidence, steps: _Steps) -> None:
    try:
        bank = ItemBank(course)
    except CourseFaults as trouble:
        evidence.loading += trouble.faults
        return
    with bank:
        evidence.loading += bank.faults
        for info in bank.items:
            evidence.items[info.id] = info
            evidence.outcomes[info.id] = sweep_item(bank, info, seeds)
            steps.done(info.id)
        for skill in bank.oracles:
            evidence.rivals[skill] = _compare_oracles(bank, skill)


def sweep_item(bank: ItemBank, info: ItemInfo, seeds: int) -> Outcome:
    """What this many seeds of an item show, made by the bank's worker."""
    request = {"verb": "sweep", "item": info.id, "seeds": seeds, "each": bank.deadline}
    try:
        facts = bank.ask(request, PATIENCE * bank.deadline)
    except ItemFault as trouble:
        seed, _, reason = trouble.what.removeprefix("seed ").partition(": ")
        return Outcome({"makes-questions": {int(seed) if seed.isdigit() else 0: (reason or seed).rstrip(".")}})
    found = {rule: {int(seed): what for seed, what in by.items()} for rule, by in facts["found"].items()}
    return Outcome(found, facts["shown"], facts["questions"], facts["read"])


def _compare_oracles(bank: ItemBank, skill: str) -> list[str]:
    """Where two oracles of a skill differ, on some questions of its items and on random numbers."""
    try:
        texts = [bank.make(info.id, seed).prompt for info in bank.items if info.skill == skill for seed in range(LIKE)]
        return bank.read({"verb": "rivals", "skill": skill, "texts": texts}, PATIENCE * bank.deadline)
    except ItemFault as trouble:
        return [trouble.what.rstrip(".")]


def _run_all(course: Path, files: list[str], runner: LessonRunner) -> Iterator[tuple[str, list[AuthorError]]]:
    """Each file with the faults of its run; some run at a time."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        yield from zip(files, pool.map(lambda file: [*runner(course, file)], files), strict=True)


def ancestors(prerequisites: Mapping[str, Iterable[str]], skill: str) -> set[str]:
    """Everything that must come before a skill, however the graph is written; circles end."""
    reached: set[str] = set()
    waiting = [*prerequisites.get(skill, ())]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += prerequisites.get(each, ())
    return reached
