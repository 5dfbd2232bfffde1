"""The readers of a course at work, inside the worker: what they answer, and whether two of them agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from ..graders import KINDS
from ..graders.kind import Unreadable
from .guard import Broken, guarded
from .made import Made
from .oracles import Answers, AuthoredReader, OracleInfo, Role
from .plain import plain
from .question import kind_of

TRIES = 4000
"""How many random texts two oracles are compared on, at most."""

SPOKEN = 60
"""How many of them must have an answer, so that agreement says something."""

ENOUGH = 400
"""How many with an answer are enough."""

LARGEST = 24
"""The largest number in a random text; small ones are drawn as often as large ones."""

_NUMBER = re.compile(r"\d+")
_ALL_NUMBER = re.compile(r"(?:(\d+) )?(\d+)/(\d+)|\d+")


@dataclass
class Bookcase:
    """All readers of a course, by skill, with the place of each: file and cell from 1."""

    readers: dict[str, list[tuple[AuthoredReader, str, int]]] = field(default_factory=dict)

    def put(self, reader: AuthoredReader, file: str, cell: int) -> None:
        """Keep a reader that stands in this cell."""
        self.readers.setdefault(reader.skill, []).append((reader, file, cell))

    @property
    def infos(self) -> Iterator[OracleInfo]:
        """What there is for each skill that has an oracle."""
        for skill in self.readers:
            oracles = self.of(skill, "oracle")
            if oracles:
                forms = dict.fromkeys(form for each, _, _ in oracles for form in each.forms)
                rules = dict.fromkeys(each.misconception for each, _, _ in self.of(skill, "malrule"))
                yield OracleInfo(skill, tuple(forms), tuple(rules), len(self.of(skill, "second")))

    def of(self, skill: str, role: Role) -> list[tuple[AuthoredReader, str, int]]:
        """The readers of this role, in the order of the cells."""
        return [each for each in self.readers.get(skill, ()) if each[0].role == role]

    def answers(self, skill: str, text: str, solutions: bool = True) -> Answers | None:
        """What the skill's readers say of a text, plain or in markdown; None where no oracle answers it."""
        read = plain(text)
        oracle, value = self._first(skill, "oracle", read)
        if oracle is None:
            return None
        kind = kind_of(value)
        mistakes: dict[str, str | None] = {}
        for rule, file, cell in self.of(skill, "malrule"):
            mistakes[rule.misconception] = mistakes.get(rule.misconception) or _encoded(
                kind, _said(rule, read, file, cell)
            )
        solution = self._first(skill, "worked", read)[1] if solutions else ""
        text = solution if isinstance(solution, str) else ""
        return Answers(kind, KINDS[kind].encode(value), mistakes, text, oracle.lowest_terms)

    @property
    def mutable(self) -> dict[str, list[str]]:
        """The misconceptions that can be put into programs, by skill."""
        named = {skill: [each.misconception for each, _, _ in self.of(skill, "mutant")] for skill in self.readers}
        return {skill: names for skill, names in named.items() if names}

    def mutants(self, skill: str, source: str) -> dict[str, str]:
        """The program with each of the skill's misconceptions in it, where it leaves room for one."""
        said = {each.misconception: _said(each, source, file, cell) for each, file, cell in self.of(skill, "mutant")}
        return {name: changed for name, changed in said.items() if isinstance(changed, str) and changed != source}

    def rivals(self, skill: str, texts: Sequence[str], seed: int = 0) -> list[str]:
        """Where the second oracles of a skill say something else than the first: on these texts, on texts like them
        with other numbers, and on the oracle's own forms."""
        if not self.of(skill, "second"):
            return ["it has no second oracle to be compared with"]
        spoken, found = 0, []
        for text in self._trials(skill, texts, Random(f"rivals {seed}")):
            first = self._first(skill, "oracle", text)[1]
            if first is None:
                continue
            spoken += 1
            second = self._first(skill, "second", text)[1]
            if first != second:
                found.append(f"{text!r}: the oracle says {first}, the second one {second}")
            if spoken == ENOUGH:
                break
        if spoken < SPOKEN:
            found.append(f"of {TRIES} random texts the oracle answers {spoken}; {SPOKEN} are due")
        return found

    def _trials(self, skill: str, texts: Sequence[str], rng: Random) -> Iterator[str]:
        """These texts, then texts like them and like the oracle's forms with other numbers."""
        yield from map(plain, texts)
        forms = [form for each, _, _ in self.of(skill, "oracle") for form in each.forms]
        sources = [*dict.fromkeys(texts), *forms]
        for number in range(TRIES):
            yield plain(_redrawn(sources[number % len(sources)], rng))

    def _first(self, skill: str, role: Role, text: str) -> tuple[AuthoredReader | None, Any]:
        """The first reader of the role that says something, and what it says."""
        for reader, file, cell in self.of(skill, role):
            value = _said(reader, text, file, cell)
            if value is not None and (role == "worked" or _encoded(_kind(value), value) is not None):
                return reader, value
        return None, None


def agrees(made: Made, answers: Answers) -> Iterator[tuple[str, str]]:
    """(rule, what) where the readers say something else of a question than its item does."""
    key, said = _value(made.kind, made.key), _value(answers.kind, answers.key)
    # An option may write an amount in a way of its own, like a sum; there the oracle's number says nothing.
    if key != said and isinstance(key, str) == isinstance(said, str):
        yield "oracle-agrees", f"the key is {made.key!r} and the oracle says {answers.key!r}"
    for name, answer in made.mistakes.items():
        said = answers.mistakes.get(name)
        if said is not None and made.kind != "choice" and _value(made.kind, answer) != _value(answers.kind, said):
            yield "oracle-agrees", f"{name!r} gives {answer!r} in the item and {said!r} in @malrule"


def _said(reader: AuthoredReader, text: str, file: str, cell: int) -> Any:
    """What a reader says; None when it raises, for then it can't read this text."""
    try:
        return guarded(lambda: reader.read(text), file, cell)
    except Broken:
        return None


def _kind(value: Any) -> str:
    try:
        return kind_of(value)
    except TypeError:
        return ""


def _encoded(kind: str, value: Any) -> str | None:
    """The canonical text of an answer; None for what is no answer of this kind."""
    if value is None or kind not in KINDS:
        return None
    try:
        return KINDS[kind].encode(value)
    except (TypeError, ValueError):
        return None


def _value(kind: str, text: str) -> Fraction | str:
    """An answer as a number where it is one, however it is written, else as the words of an option."""
    if kind == "choice":
        words = plain(text)
        found = _ALL_NUMBER.fullmatch(words)
        if found is None:
            return words.casefold()
        return int(found[1] or 0) + Fraction(int(found[2]), int(found[3])) if found[2] else Fraction(int(found[0]))
    try:
        value = KINDS[kind].read(text, ()).value
    except Unreadable:
        return text
    return value if isinstance(value, Fraction) else text


def _redrawn(text: str, rng: Random) -> str:
    """A text with some of its numbers drawn anew, and every # with a number."""
    largest = rng.choice((4, 12, LARGEST))
    keep = rng.choice((0.0, 0.3, 0.7))
    words = _NUMBER.sub(lambda found: found[0] if rng.random() < keep else str(rng.randint(1, largest)), plain(text))
    return re.sub("#", lambda _: str(rng.randint(1, largest)), words)
