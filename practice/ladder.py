"""What an endpoint can do, learned from what it refuses: structured output, the name of its limit, extra settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

RUNGS = ("json_schema", "json_object", "prompt")
"""Ways to ask for JSON, the strictest first. The prompt holds the schema on every rung: the others are only a help."""

OPTIONAL = ("temperature", "seed", "reasoning_effort")
_LIMITS = ("max_tokens", "max_completion_tokens")
_SPEAKS_OF_LIMIT = re.compile(rb"max_(completion_)?tokens")
_SPEAKS_OF_OPTIONS = re.compile(rb"temperature|seed|reasoning_effort")


@dataclass(frozen=True, slots=True)
class Ability:
    """How one endpoint's model wants to be asked. `options`: it takes temperature, seed and effort where set."""

    rung: str = RUNGS[0]
    limit: str = _LIMITS[0]
    options: bool = True

    def fit(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The request, said in the way this endpoint takes; the order of keys stays."""
        fitted = {self.limit if name in _LIMITS else name: value for name, value in body.items()}
        if not self.options:
            fitted = {name: value for name, value in fitted.items() if name not in OPTIONAL}
        if self.rung == "json_object":
            fitted["response_format"] = {"type": "json_object"}
        elif self.rung == "prompt":
            fitted.pop("response_format", None)
        return fitted

    def after(self, refusal: bytes, body: Mapping[str, Any]) -> Ability | None:
        """What to try after a 400 that said this; None when nothing is left to give up."""
        if self.limit == _LIMITS[0] and _SPEAKS_OF_LIMIT.search(refusal):
            return replace(self, limit=_LIMITS[1])
        if self.options and any(name in body for name in OPTIONAL) and _SPEAKS_OF_OPTIONS.search(refusal):
            return replace(self, options=False)
        if self.rung != RUNGS[-1]:
            return replace(self, rung=RUNGS[RUNGS.index(self.rung) + 1])
        return None


class Memory(Protocol):
    """Remembers what was learned of an endpoint."""

    def recall(self, endpoint: str) -> Ability:
        """What is known of it; the first `Ability()` where nothing is."""
        ...

    def learn(self, endpoint: str, ability: Ability) -> None:
        """Keep this for next time."""
        ...


class Forgetful:
    """A memory for as long as the process lives."""

    def __init__(self) -> None:
        self._known: dict[str, Ability] = {}

    def recall(self, endpoint: str) -> Ability:
        """What was learned since the start."""
        return self._known.get(endpoint, Ability())

    def learn(self, endpoint: str, ability: Ability) -> None:
        """Keep this until the end."""
        self._known[endpoint] = ability
