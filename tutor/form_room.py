"""How a class sits forms: its rules, the window a supervisor opens, and the class's forms so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from ..errors import OperatorError, TooMany
from ..mastery.forms import SIZE
from .protocol import Journal
from .words import say

MOST_QUESTIONS = 100
LONGEST_MINUTES = 600.0
TRIES = 10
"""So many codes that don't fit are taken from one student while a window is open."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class FormRules:
    """`questions` of a form; `minutes` it may take, 0 for no limit; `supervised`: whether it needs a window's code."""

    questions: int = SIZE
    minutes: float = 0.0
    supervised: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which supervised forms may begin, and the code that the supervisor types."""

    id: str
    opens: datetime
    closes: datetime
    code: str
    by: str
    minutes: float


class FormRoom:
    """What all students' forms share in one process. `guard` lets one form be drawn at a time."""

    def __init__(self, rules: FormRules | None = None) -> None:
        self.rules = rules or FormRules()
        self.guard = Lock()
        self._missed: Counter[tuple[str, str]] = Counter()

    def window(self, journal: Journal, now: datetime) -> Window | None:
        """The window that is open now."""
        events = journal.of_kind("form_window")
        window = _window(events[-1].body) if events else None
        return window if window is not None and window.opens <= now < window.closes else None

    def takes_code(self, student: str, window: Window, code: str) -> bool:
        """Whether the code is the window's. Raises TooMany after many that are not."""
        if self._missed[student, window.id] >= TRIES:
            raise TooMany(say("form-code-many"), "/forms")
        fits = "".join(code.split()).upper() == window.code
        if not fits:
            self._missed[student, window.id] += 1
        return fits


def new_code(rng: Any) -> str:
    """A code that can be read out and typed; `rng` should not be one whose numbers can be foretold."""
    return "".join(rng.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def read_rules(table: Mapping[str, Any], where: str) -> FormRules:
    """The rules in the table [forms] of class.toml. Raises OperatorError that names the key and what would do."""
    for key, value in table.items():
        check = _CHECKS.get(key)
        if check is None:
            raise OperatorError(f"forms has no key {key}.", where, f"Its keys are {', '.join(_CHECKS)}.")
        if not check[0](value):
            raise OperatorError(f"forms.{key} is {value!r}.", where, check[1])
    return FormRules(**table)


def _is_number(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


_CHECKS: Mapping[str, tuple[Any, str]] = {
    "questions": (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_QUESTIONS,
        f"Write a whole number from 1 to {MOST_QUESTIONS}, as 20.",
    ),
    "minutes": (lambda value: _is_number(value, LONGEST_MINUTES), "Write minutes, as 40; 0 is without a limit."),
    "supervised": (lambda value: isinstance(value, bool), "Write true or false."),
}


def _window(body: Mapping[str, Any]) -> Window:
    opens, closes = (datetime.fromisoformat(body[name]) for name in ("opens", "closes"))
    return Window(body["window"], opens, closes, body["code"], body["by"], float(body.get("minutes", 0.0)))


def ends_at(rules: FormRules, window: Window | None, now: datetime) -> datetime | None:
    """When a form that begins now ends by itself: at its time limit or with the window, whichever is first."""
    minutes = window.minutes if window is not None and window.minutes else rules.minutes
    ends = [now + timedelta(minutes=minutes)] if minutes else []
    return min([*ends, window.closes] if window is not None else ends, default=None)
