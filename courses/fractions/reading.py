"""How the oracles of this course read a question. Two ways, so that a slip in one of them shows: `reads` by patterns,
`pieces` sign by sign. Both take the plain text, in which a fraction has a slash."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import wraps
from typing import Any

from gapless import malrule

N, F, M = r"(\d+)", r"(\d+)/(\d+)", r"(\d+) (\d+)/(\d+)"  # a number, a fraction, a mixed number
WORDS = r"[^\d/+×÷=−-]*"  # around the formula

VALUE = ("What is {}?", "Find {}.", "Work out {}.", "How much is {}?")
MIXED = ("What is {}? Type a mixed number or a fraction.", "Find {}. Type a mixed number or a fraction.")
GAP = ("Which number goes in the gap? {}", "Find the number that goes in the gap: {}")
GREATER = ("Which is greater: {}? Type it.", "Type the greater fraction: {}.")
SMALLER = ("Which is smaller: {}? Type it.", "Type the smaller fraction: {}.")


def reads(*patterns: str) -> Callable[[Callable[..., Any]], Callable[[str], Any]]:
    """Makes a function of whole numbers read a text: they stand in the first pattern that is all the maths in it."""
    wanted = [re.compile(f"{WORDS}{pattern}{WORDS}") for pattern in patterns]

    def decorate(answer: Callable[..., Any]) -> Callable[[str], Any]:
        @wraps(answer)
        def read(text: str) -> Any:
            found = next(filter(None, (pattern.fullmatch(text) for pattern in wanted)), None)
            return None if found is None else answer(*map(int, found.groups()))

        return read

    return decorate


def pieces(text: str) -> list[int | str]:
    """The numbers and signs of a text, one by one; a question mark counts when it stands on top of a fraction."""
    found: list[int | str] = []
    number = ""
    for place, sign in enumerate(f"{text} "):
        if sign.isdigit():
            number += sign
            continue
        if number:
            found.append(int(number))
            number = ""
        if sign in "/+-−×÷=" or (sign == "?" and text[place + 1 : place + 2] == "/"):
            found.append(sign)
    return found


def proper(top: int, bottom: int) -> bool:
    """Whether the fraction is more than 0 and less than 1."""
    return 0 < top < bottom


def counted(parts: int, whole: int) -> Fraction | None:
    """So many small parts, of which so many make 1, as a fraction: tried out, bottom by bottom."""
    for bottom in range(1, whole + 1):
        for top in (parts * bottom // whole, parts * bottom // whole + 1):
            if top * whole == parts * bottom:
                return Fraction(top, bottom)
    return None


def laid_out(times: int, parts: int) -> int:
    """So many groups of so many parts, counted group by group."""
    return sum(1 for _ in range(times) for _ in range(parts))


def bugs_of(skill: str, names: Iterable[str], pattern: str, bugs: Callable[..., Mapping[str, Any]]) -> None:
    """Declare each of these mal-rules of a skill; `bugs` maps each to what it makes of the numbers in the pattern."""

    def one(name: str) -> Callable[..., Any]:
        return lambda *numbers: bugs(*numbers).get(name)

    for name in names:
        malrule(name, skill=skill)(reads(pattern)(one(name)))
