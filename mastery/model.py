"""The numbers in force when a question is asked. They travel in its event, so that old answers keep their meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .bkt import GUESS_TYPED, LEARN, PRIOR, SLIP
from .values import Rule

_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Model:
    """BKT's four probabilities for one question, and the mastery rule of its skill at that time.

    `shapes` is already the fewer of what the rule asks and what the skill's items have.
    """

    prior: float = PRIOR
    learn: float = LEARN
    guess: float = GUESS_TYPED
    slip: float = SLIP
    threshold: float = _RULE.threshold
    typed: int = _RULE.typed
    choice: int = _RULE.choice
    shapes: int = _RULE.shapes

    @property
    def rule(self) -> Rule:
        """The mastery rule among these numbers."""
        return Rule(self.threshold, self.typed, self.choice, self.shapes)


def model_in_force(
    rule: Rule, shapes_available: int, guess: float, slip: float, *, prior: float = PRIOR, learn: float = LEARN
) -> dict[str, float]:
    """The `model` of an asked event: JSON numbers for a question with this guess and slip, of a skill so shaped."""
    shapes = max(1, min(rule.shapes, shapes_available))
    run = {"threshold": rule.threshold, "typed": rule.typed, "choice": rule.choice, "shapes": shapes}
    model = Model(prior=prior, learn=learn, guess=guess, slip=slip, **run)
    return asdict(model)


def read_model(body: object) -> Model:
    """The model an event holds; what is missing or no number in its range takes today's default."""
    if not isinstance(body, Mapping):
        return Model()
    return Model(**{name: read(body.get(name), getattr(_DEFAULT, name)) for name, read in _READERS.items()})


def _probability(value: Any, default: float) -> float:
    return float(value) if _is_number(value) and 0 <= value <= 1 else default


def _count(value: Any, default: int) -> int:
    return int(value) if _is_number(value) and 1 <= value <= _LONGEST else default


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_LONGEST = 1000  # no course asks for a longer run; a larger number is damage
_DEFAULT = Model()
_READERS: Mapping[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("prior", "learn", "guess", "slip", "threshold"), _probability),
    **dict.fromkeys(("typed", "choice", "shapes"), _count),
}
