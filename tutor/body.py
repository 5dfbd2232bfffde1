"""Reading what a browser sent. Nothing in it is trusted: what can't be read raises Unusable."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from ..errors import Unusable
from ..mastery import Goal, read_goal
from .words import say

LONGEST_ANSWER = 1000
LONGEST_REASON = 500
LONGEST_FOCUS = 3600.0

_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
_REQUEST = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Body:
    """A request's body, key by key."""

    def __init__(self, values: Any) -> None:
        if not isinstance(values, Mapping):
            raise Unusable(say("unusable"))
        self._values = values

    def id(self, key: str) -> str:
        """The id of a question, skill or student under `key`."""
        return self._matching(key, _ID)

    def request(self) -> str:
        """The request's own id, made by the browser."""
        return self._matching("request_id", _REQUEST)

    def text(self, key: str, longest: int) -> str:
        """Text of at most `longest` letters, without what neither a page nor a database can hold."""
        value = self._values.get(key)
        if not isinstance(value, str) or len(value) > longest:
            raise Unusable(say("unusable"))
        return _UNPRINTABLE.sub("\ufffd", value)

    def file(self, key: str) -> str:
        """The text of a file, letter for letter; who takes it in limits its size."""
        value = self._values.get(key)
        if not isinstance(value, str):
            raise Unusable(say("unusable"))
        return value

    def seconds(self, key: str, most: float = LONGEST_FOCUS) -> float:
        """A number of seconds kept inside [0, `most`]; 0 when none is given."""
        value = self._values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unusable(say("unusable"))
        if isinstance(value, float) and math.isnan(value):
            raise Unusable(say("unusable"))
        return float(min(most, max(0.0, value)))

    def number(self, key: str) -> float:
        """A number that is not negative; 0 when none is given."""
        value = self._values.get(key, 0) or 0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            raise Unusable(say("unusable"))
        return float(value)

    def yes(self, key: str) -> bool:
        """Whether `key` is true; not given is no."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise Unusable(say("unusable"))
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        """An object of JSON values."""
        value = self._values.get(key)
        if not isinstance(value, Mapping):
            raise Unusable(say("unusable"))
        return value

    def goal(self) -> Goal:
        """What is to be reached: ("skill", id), ("hole", id) and so on."""
        goal = read_goal(self._values.get("goal"))
        if goal is None or not _ID.fullmatch(goal[1]):
            raise Unusable(say("unusable"))
        return goal

    def has(self, key: str) -> bool:
        """Whether anything is given under `key`."""
        return self._values.get(key) is not None

    def _matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Unusable(say("unusable"))
        return value
