"""`@oracle`, `@malrule`, `@worked`: authors' functions that read the plain text of a question of one skill.

They are what generated practice is proved by: the model writes questions, and their answers come from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

Reader = Callable[[str], Any]
Role = Literal["oracle", "second", "malrule", "worked", "mutant"]

_MATHS = re.compile(r"[#+\-−×÷=?/(), a-z]+")


@dataclass(frozen=True)
class AuthoredReader:
    """A function of the course that reads questions; `forms` are the questions it is made for, with a # for each
    number: "What is $#/# + #/#$?"."""

    read: Reader
    role: Role
    skill: str
    misconception: str = ""
    forms: tuple[str, ...] = ()
    lowest_terms: bool = False


@dataclass(frozen=True, slots=True)
class OracleInfo:
    """What there is to read questions of a skill: the forms that practice may take, and the mal-rules."""

    skill: str
    forms: tuple[str, ...]
    misconceptions: tuple[str, ...]
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What a course's readers say of a question: its kind and key, what each mal-rule makes of it (None where it leads
    to nothing), and a worked solution in markdown or ""."""

    kind: str
    key: str
    mistakes: Mapping[str, str | None] = field(default_factory=dict)
    solution: str = ""
    lowest_terms: bool = False


_collecting: ContextVar[list[AuthoredReader] | None] = ContextVar("gapless_readers", default=None)


@contextmanager
def collecting_readers() -> Iterator[list[AuthoredReader]]:
    """The readers declared inside the `with` block, in order."""
    found: list[AuthoredReader] = []
    token = _collecting.set(found)
    try:
        yield found
    finally:
        _collecting.reset(token)


def oracle(
    *,
    skill: str,
    asks: Sequence[str] = (),
    maths: Sequence[str] = (),
    second: bool = False,
    lowest_terms: bool = False,
) -> Callable[[Reader], Reader]:
    """Declare a function `(text) -> answer` that answers questions of `skill` from their plain text alone.

    In the text fractions have a slash and nothing is marked: "What is 1/2 + 2 3/4?". The answer is an int, a Fraction
    or a text, as in a `Question`; None where the text is no question of this skill. With `asks` like "What is {}?" and
    `maths` like "#/# + #/#" (# is a number) practice may be written for the skill: each way to ask around each formula.
    A `second` oracle must find the answer in another way; `gapless check` compares the two on random numbers.
    TypeError or ValueError for a declaration that can't be used.
    """
    return _declare("second" if second else "oracle", skill, "", _forms(asks, maths), lowest_terms)


def malrule(misconception: str, *, skill: str) -> Callable[[Reader], Reader]:
    """Declare a function `(text) -> answer` that makes the mistake of `misconception` in a question of `skill`.

    None where the mistake leads to nothing with these numbers.
    """
    return _declare("malrule", skill, misconception)


def worked(*, skill: str) -> Callable[[Reader], Reader]:
    """Declare a function `(text) -> str`, the worked solution of a question of `skill` in markdown."""
    return _declare("worked", skill)


def mutant(misconception: str, *, skill: str) -> Callable[[Reader], Reader]:
    """Declare a function `(source) -> source` that puts a misconception into a program, for skills of programming.

    None where the program leaves no room for it. The tests of a generated task must fail for what comes out.
    """
    return _declare("mutant", skill, misconception)


def _declare(
    role: Role, skill: str, misconception: str = "", forms: tuple[str, ...] = (), lowest_terms: bool = False
) -> Callable[[Reader], Reader]:
    if not isinstance(skill, str) or not isinstance(misconception, str):
        raise TypeError("a skill and a misconception are texts")

    def declare(read: Reader) -> Reader:
        found = _collecting.get()
        if found is not None:
            found.append(AuthoredReader(read, role, skill, misconception, forms, lowest_terms))
        return read

    return declare


def _forms(asks: Sequence[str], maths: Sequence[str]) -> tuple[str, ...]:
    if isinstance(asks, str) or isinstance(maths, str):
        raise TypeError("asks and maths are lists of texts, even when there is one")
    if bool(asks) != bool(maths):
        raise ValueError("asks and maths go together: the ways to ask, and the formulas that are asked for")
    for ask in asks:
        if ask.count("{}") != 1 or any(sign in ask for sign in "#$0123456789"):
            raise ValueError(f"{ask!r}: write {{}} once, where the formula stands, and no numbers")
    for formula in maths:
        if "#" not in formula or not _MATHS.fullmatch(formula):
            raise ValueError(f"{formula!r}: write # for every number, like #/# + #/#")
    return tuple(ask.format(f"${formula}$") for ask in asks for formula in maths)
