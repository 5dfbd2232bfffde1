"""Proves one item over many seeds, inside the worker: each row of a table is one thing every question must keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from time import perf_counter
from typing import Any

from ..errors import AuthorError
from ..graders import judge
from .items import DISTINCT
from .leaks import find_leaks
from .made import Made
from .mathml import BROKEN_MATH
from .prose import inline_html, to_html
from .readers import agrees
from .shelf import Shelf
from .tone import slips

MORE = 5
"""How many times the seeds are drawn again when too few different questions have turned up."""

REPEATED = 20
"""How many seeds are made twice to see that they make the same question."""

_NUMBER = re.compile(r"\d+")


@dataclass
class Outcome:
    """What a sweep found: `found` maps a rule's id to what broke it, by seed; `shown` counts for each misconception
    the different questions that can show it; `questions` is the number of different questions, and `read` that of those
    which the skill's oracle could answer."""

    found: dict[str, dict[int, str]] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    questions: int = 0
    read: int = 0

    def add(self, rule: str, seed: int, what: str) -> None:
        self.found.setdefault(rule, {}).setdefault(seed, what)


def sweep(
    shelf: Shelf, item_id: str, seeds: Sequence[int], deadline: float, tell: Callable[[int], None] = lambda seed: None
) -> Outcome:
    """The outcome of an item over these seeds; each question must be made within `deadline` seconds.

    `tell` is called with each seed before it is made or looked at.
    """
    outcome = Outcome()
    questions = [*_make_all(shelf, item_id, seeds, deadline, outcome, tell)]
    for made in questions:
        tell(made.seed)
        for rule, broken in QUESTION_RULES.items():
            for what in broken(made):
                outcome.add(rule, made.seed, what)
    _check_repeats(shelf, item_id, questions, outcome)
    _check_oracle(shelf, questions, outcome)
    for leak in find_leaks(questions):
        outcome.add("hints-keep-key", leak.seed, f"hint {leak.hint} holds the key: {leak.text!r}")
    prints = {made.fingerprint: made for made in questions}
    for made in prints.values():
        for name in made.mistakes:
            outcome.shown[name] = outcome.shown.get(name, 0) + 1
    _check_variety(shelf, item_id, seeds, set(prints), outcome)
    return outcome


def _make_all(
    shelf: Shelf,
    item_id: str,
    seeds: Sequence[int],
    deadline: float,
    outcome: Outcome,
    tell: Callable[[int], None],
) -> Iterator[Made]:
    for seed in seeds:
        tell(seed)
        began = perf_counter()
        try:
            made, notes = shelf.make(item_id, seed)
        except AuthorError as fault:
            outcome.add("makes-questions", seed, fault.what.removeprefix(f"seed {seed}: ").rstrip("."))
            continue
        took = perf_counter() - began
        if took > deadline:
            outcome.add("makes-questions", seed, f"it took {took:.1f} s; a question has {deadline:g} s")
        for rule, what in notes.left_out:
            outcome.add(rule, seed, what)
        yield made


def _check_repeats(shelf: Shelf, item_id: str, questions: Sequence[Made], outcome: Outcome) -> None:
    for made in questions[:REPEATED]:
        try:
            again, _ = shelf.make(item_id, made.seed)
        except AuthorError as fault:
            outcome.add("makes-questions", made.seed, f"the second time, {fault.what.rstrip('.')}")
            continue
        if again != made:
            outcome.add("repeatable", made.seed, "the same seed made another question the second time")


def _check_oracle(shelf: Shelf, questions: Sequence[Made], outcome: Outcome) -> None:
    for made in questions:
        answers = shelf.readers.answers(made.skill, made.prompt)
        if answers is not None:
            outcome.read += 1
            for rule, what in agrees(made, answers):
                outcome.add(rule, made.seed, what)


def _check_variety(shelf: Shelf, item_id: str, seeds: Sequence[int], prints: set[str], outcome: Outcome) -> None:
    wanted = min(DISTINCT, shelf.items[item_id][0].distinct)
    first = max(seeds, default=0) + 1
    drawn = len(seeds)
    for seed in range(first, first + MORE * len(seeds)):
        if len(prints) >= wanted or "makes-questions" in outcome.found:
            break
        try:
            prints.add(shelf.make(item_id, seed)[0].fingerprint)
        except AuthorError as fault:
            outcome.add("makes-questions", seed, fault.what.removeprefix(f"seed {seed}: ").rstrip("."))
        drawn += 1
    outcome.questions = len(prints)
    if len(prints) < wanted and "makes-questions" not in outcome.found:
        what = f"only {len(prints)} different questions came from {drawn} seeds; {wanted} are due"
        outcome.add("varied", seeds[0] if seeds else 0, what)


def _key_right(made: Made) -> Iterator[str]:
    found = _judge(made, made.key)
    if found.verdict != "right":
        yield f"the key {made.key!r} is judged {found.verdict}"


def _mistakes_tagged(made: Made) -> Iterator[str]:
    for name, answer in made.mistakes.items():
        found = _judge(made, answer)
        if (found.verdict, found.misconception) != ("not-yet", name):
            yield f"{answer!r} is judged {found.verdict} and taken for {found.misconception}, not for {name}"


def _judge(made: Made, given: str) -> Any:
    return judge(made.kind, given, made.key, made.mistakes, lowest_terms=made.lowest_terms, options=made.options)


def _math_renders(made: Made) -> Iterator[str]:
    for part, text in _texts(made):
        render = to_html if part in ("prompt", "solution") else inline_html
        # Most texts of an item differ in their numbers alone, and numbers are set alike.
        if "$" in text and _is_broken(render, _NUMBER.sub("7", text)) and BROKEN_MATH in (html := render(text)):
            shown = html.partition(f'{BROKEN_MATH}">')[2].partition("</code>")[0]
            yield f"the formula ${shown}$ can't be set"


@lru_cache(maxsize=4096)
def _is_broken(render: Callable[[str], str], text: str) -> bool:
    return BROKEN_MATH in render(text)


def _tone(level: str, made: Made) -> Iterator[str]:
    for part, text in _texts(made):
        for slip in slips(text):
            if slip.tone.level == level:
                yield f"the {part} says {slip.words!r}: {slip.tone.why}. {slip.tone.remedy}"


def _texts(made: Made) -> Iterator[tuple[str, str]]:
    """What a student reads of a question, part by part."""
    yield "prompt", made.prompt
    yield from (("option", option) for option in made.options or ())
    yield from ((f"hint {number}", hint) for number, hint in enumerate(made.hints, start=1))
    yield "solution", made.solution


def _worked_solution(made: Made) -> Iterator[str]:
    if not made.solution.strip():
        yield "there is no solution to show after a miss"


QUESTION_RULES: Mapping[str, Callable[[Made], Iterator[str]]] = {
    "key-right": _key_right,
    "mistakes-tagged": _mistakes_tagged,
    "math-renders": _math_renders,
    "worked-solution": _worked_solution,
    "tone": partial(_tone, "error"),
    "tone-mild": partial(_tone, "warning"),
}
"""What every question must keep, by rule id; each function yields what broke the rule."""
