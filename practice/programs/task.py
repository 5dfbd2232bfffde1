"""A task in Python as a model proposes it: a text, a function to write, a reference solution, and tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

from ..strict_json import NotJson, read_json

KINDS = ("whole", "wholes", "text")
"""What a parameter is: a whole number, a list of them, a text of small letters."""

FIELDS = ("work", "skill", "misconception", "text", "function", "parameters", "reference", "tests")
LONGEST: Mapping[str, int] = {"work": 3000, "text": 600, "reference": 1500}
MOST_TESTS = 12
TEST = 200
_NAME = re.compile(r"[a-z][a-z0-9_]{0,23}")
_LETTERS = "abcdeio"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the function; `low` and `high` bound a number, the numbers of a list, or a text's length."""

    name: str
    kind: str
    low: int
    high: int

    def draw(self, rng: Random) -> Any:
        """A value, extremes more often than others."""
        if self.kind == "whole":
            return rng.choice((self.low, self.high, rng.randint(self.low, self.high), rng.randint(self.low, self.high)))
        if self.kind == "wholes":
            return [rng.randint(self.low, self.high) for _ in range(rng.choice((0, 1, 2, 3, 5, 8)))]
        return "".join(rng.choice(_LETTERS) for _ in range(rng.randint(self.low, self.high)))


@dataclass(frozen=True)
class Task:
    """A task that could be read. `tests` are assert statements that call `function`."""

    skill: str
    misconception: str
    text: str
    function: str
    parameters: tuple[Parameter, ...]
    reference: str
    tests: tuple[str, ...]
    raw: bytes

    @property
    def hash(self) -> str:
        """What an approval is bound to: the very bytes."""
        return sha256(self.raw).hexdigest()

    def inputs(self, count: int) -> list[list[Any]]:
        """Arguments for so many calls, always the same for one task."""
        rng = Random(f"inputs {self.hash}")
        return [[parameter.draw(rng) for parameter in self.parameters] for _ in range(count)]


def parse_task(raw: bytes | str) -> tuple[Task | None, tuple[str, ...]]:
    """The task in these bytes, and what is amiss with its shape. Never raises."""
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    try:
        value, amiss = read_json(data)
    except NotJson as trouble:
        return None, (f"no JSON: {trouble}",)
    if not isinstance(value, dict):
        return None, ("no object",)
    amiss += [f"there is no field {name[:40]!r} in a task" for name in value if name not in FIELDS]
    amiss += [f"{name!r} is no text" for name in FIELDS if name not in _LISTS and not isinstance(value.get(name), str)]
    amiss += [f"{name!r} is no list" for name in _LISTS if not isinstance(value.get(name), list)]
    if amiss:
        return None, tuple(amiss)
    amiss += [f"{name} has more than {most} characters" for name, most in LONGEST.items() if len(value[name]) > most]
    amiss += _parts(value)
    if amiss:
        return None, tuple(amiss)
    parameters = tuple(Parameter(**each) for each in value["parameters"])
    texts = {name: value[name] for name in ("skill", "misconception", "text", "function", "reference")}
    return Task(**texts, parameters=parameters, tests=tuple(value["tests"]), raw=data), ()


_LISTS = ("parameters", "tests")


def _parts(value: Mapping[str, Any]) -> list[str]:
    tests, parameters = value["tests"], value["parameters"]
    amiss = [] if _NAME.fullmatch(value["function"]) else ["the function's name is a short word of small letters"]
    if not 2 <= len(tests) <= MOST_TESTS or not all(isinstance(each, str) and len(each) <= TEST for each in tests):
        amiss.append(f"tests are 2 to {MOST_TESTS} texts of at most {TEST} characters")
    if not 1 <= len(parameters) <= 4 or not all(map(_is_parameter, parameters)):
        amiss.append("parameters are 1 to 4 objects of name, kind, low and high")
    return amiss


def _is_parameter(part: Any) -> bool:
    return (
        isinstance(part, dict)
        and set(part) == {"name", "kind", "low", "high"}
        and isinstance(part["name"], str)
        and _NAME.fullmatch(part["name"]) is not None
        and part["kind"] in KINDS
        and type(part["low"]) is type(part["high"]) is int
        and -1000 <= part["low"] <= part["high"] <= 1000
        and (part["kind"] != "text" or 0 <= part["low"] <= part["high"] <= 30)
    )
