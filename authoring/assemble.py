"""From an author's `Question` to a `Made`: options shuffled, answers in canonical text, nothing that wrongs a student.

A mal-rule answer that equals the key, or one that an earlier mal-rule gives too, is left out of the question, and so
are options that repeat. Each is noted, and `check_course` reports the notes as faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ..graders import KINDS
from .faults import ItemFault, nearest
from .items import AuthoredItem
from .made import Made
from .pictures import picture_faults
from .question import Question, kind_of

LONGEST_TEXT = 100_000
"""The most characters a prompt, picture, hint or solution may have."""

DEFAULT_SLIP = 0.1
DEFAULT_GUESS = 0.05


@dataclass(frozen=True)
class Place:
    """Where an item stands: its notebook, its cell (from 1), and the digest of what it is made from."""

    file: str
    cell: int
    digest: str
    misconceptions: Collection[str]


@dataclass
class Notes:
    """What had to be left out of a question: pairs of (rule id, what happened)."""

    left_out: list[tuple[str, str]] = field(default_factory=list)

    def add(self, rule: str, what: str) -> None:
        self.left_out.append((rule, what))


def assemble(item: AuthoredItem, place: Place, seed: int, question: Any) -> tuple[Made, Notes]:
    """The question as a `Made`, and what was left out of it; ItemFault when it can't be asked at all."""
    notes = Notes()
    try:
        kind = _usable(question)
        key = KINDS[kind].encode(question.answer)
        mistakes = _mistakes(kind, key, question.mistakes, place.misconceptions, notes)
    except (TypeError, ValueError) as trouble:
        raise fault(item, place, f"seed {seed}: {trouble}.", "Mend the Question it returns.") from trouble
    options = _options(question, key, seed, notes) if kind == "choice" else None
    guess = item.guess if item.guess is not None else 1 / len(options) if options else DEFAULT_GUESS
    made = Made(
        item=item.id,
        digest=place.digest,
        seed=seed,
        skill=item.skill,
        kind=kind,
        shape=item.shape or ("choice" if kind == "choice" else "typed"),
        prompt=question.prompt,
        picture=question.picture,
        key=key,
        mistakes=mistakes,
        options=options,
        hints=tuple(question.hints),
        solution=question.solution,
        guess=guess,
        slip=DEFAULT_SLIP if item.slip is None else item.slip,
        lowest_terms=bool(question.lowest_terms),
        also=item.also,
    )
    return made, notes


def fault(item: AuthoredItem, place: Place, what: str, remedy: str) -> ItemFault:
    """A fault of this item, at its place."""
    return ItemFault(what, remedy, place.file, place.cell, item.id)


def _usable(question: Any) -> str:
    """The answer kind, after every part was looked at; TypeError or ValueError with the reason otherwise."""
    if not isinstance(question, Question):
        raise TypeError(f"the item returned {type(question).__name__} instead of a Question")
    if isinstance(question.hints, str) or isinstance(question.choices, str):
        raise TypeError("hints and choices are lists of texts, even when there is one")
    if not isinstance(question.mistakes, Mapping):
        raise TypeError("mistakes map a misconception's id to the answer it leads to")
    texts = (question.prompt, question.solution, question.picture, *question.hints, *question.choices)
    _check_texts(texts)
    if not question.prompt.strip():
        raise ValueError("the prompt is empty")
    kind = kind_of(question.answer)
    if question.choices and kind != "choice":
        raise TypeError(f"choices go with an answer that is a text, and the answer is {question.answer!r}")
    if kind == "choice" and not (question.choices or question.mistakes):
        raise ValueError("an answer that is a text needs choices")
    problem = next(picture_faults(question.picture), "")
    if problem:
        raise ValueError(problem)
    return kind


def _check_texts(texts: Iterable[Any]) -> None:
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"prompt, picture, hints, choices and solution are texts, and one is {text!r}")
        text.encode()  # half a surrogate pair can't be shown; this raises a ValueError
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"a text of {len(text)} characters is too long; the limit is {LONGEST_TEXT}")


def _mistakes(kind: str, key: str, mistakes: Mapping[str, Any], known: Collection[str], notes: Notes) -> dict[str, str]:
    rules = KINDS[kind]
    taken = {rules.read(key, ()).value: "the key"}
    kept: dict[str, str] = {}
    for name, answer in mistakes.items():
        if name not in known:
            notes.add("known-misconceptions", f"there is no misconception {name!r}. {nearest(str(name), known)}")
        elif answer is not None:
            text = rules.encode(answer)
            value = rules.read(text, ()).value
            if value in taken:
                notes.add("mistakes-distinct", f"{name!r} gives {text}, and so does {taken[value]}")
            else:
                taken[value] = repr(name)
                kept[name] = text
    return kept


def _options(question: Question, key: str, seed: int, notes: Notes) -> tuple[str, ...]:
    encode = KINDS["choice"].encode
    wrong = [encode(answer) for answer in question.mistakes.values() if answer is not None]
    every = [key, *wrong, *(encode(choice) for choice in question.choices)]
    options = list(dict.fromkeys(every))
    for option in options:
        if every.count(option) > 1:
            notes.add("options-distinct", f"the option {option!r} stands there {every.count(option)} times")
    Random(f"options {seed}").shuffle(options)
    return tuple(options)
