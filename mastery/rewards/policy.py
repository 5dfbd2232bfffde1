"""What a teacher promises for what: amounts, a cap a month, and how rewards fade out.

Fading and caps answer what is known of paying pupils: Fryer 2011 (27,000 pupils: no effect over all, some where inputs
were paid), Leuven, Oosterbeek & van der Klaauw 2010 (helped the able, hurt the others), and Deci, Koestner & Ryan 1999
(128 studies: expected tangible rewards lower free-choice interest, -0.28 to -0.40; positive words raise it, +0.33).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

Reason = Literal["perfect-form", "hole-closed", "review-kept"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Policy:
    """The promise in force. Off until a teacher turns it on.

    `amounts` are whole numbers of `unit`, which is money ("cents") or not ("minutes of reading aloud"). `cap` is the
    most one student can earn in a calendar month, None for no cap. The first `full` rewards for one reason have the
    whole amount, each further one `fade` times the one before, rounded down.
    """

    on: bool = False
    unit: str = "points"
    amounts: Mapping[Reason, int] = field(default_factory=lambda: MappingProxyType({}))
    cap: int | None = None
    full: int = 10
    fade: float = 0.8

    def as_json(self) -> dict[str, Any]:
        """The promise as JSON values; `read_policy` reads it again."""
        return {
            "on": self.on,
            "unit": self.unit,
            "amounts": dict(self.amounts),
            "cap": self.cap,
            "full": self.full,
            "fade": self.fade,
        }


def read_policy(body: Mapping[str, Any]) -> Policy:
    """A promise from JSON values. Raises ValueError that says what is the matter, in a teacher's words."""
    unknown = sorted(set(body) - set(Policy().as_json()))
    if unknown:
        raise ValueError(f"{unknown[0]} is not part of a promise.")
    policy = Policy(**{**Policy().as_json(), **body})
    _check(policy)
    return Policy(
        policy.on,
        policy.unit.strip(),
        MappingProxyType(dict(policy.amounts)),
        policy.cap,
        policy.full,
        float(policy.fade),
    )


def offer(policy: Policy, reason: Reason, before: int, this_month: int) -> int:
    """What one more reward for `reason` is worth.

    `before` is how many the student has for it, `this_month` what was earned for all reasons in this month; the result
    is in the policy's unit, 0 where nothing is promised or the cap is reached.
    """
    if not policy.on:
        return 0
    faded = policy.amounts.get(reason, 0) * policy.fade ** max(0, before + 1 - policy.full)
    left = faded if policy.cap is None else min(faded, policy.cap - this_month)
    return max(0, int(left))


def _check(policy: Policy) -> None:
    if not isinstance(policy.on, bool):
        raise ValueError("Say whether rewards are on with true or false.")
    if not isinstance(policy.unit, str) or not 0 < len(policy.unit.strip()) <= 40:
        raise ValueError("Name the unit in at most 40 letters, such as cents or minutes of reading.")
    if not isinstance(policy.amounts, Mapping) or set(policy.amounts) - set(REASONS):
        raise ValueError(f"Amounts are for {', '.join(REASONS)}.")
    if not all(_whole(amount) for amount in (*policy.amounts.values(), policy.full)):
        raise ValueError(f"Amounts are whole numbers from 0 to {LARGEST:,}.")
    if policy.cap is not None and not _whole(policy.cap):
        raise ValueError(f"The cap is a whole number from 0 to {LARGEST:,}, or none.")
    if not _number(policy.fade) or not 0 <= policy.fade <= 1:
        raise ValueError("What a further reward keeps of the one before is between 0 and 1.")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= cast(int, value) <= LARGEST


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
