"""A fit as JSON and back. Numbers are rounded so that the file stays small; no student is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .fitted import Fitted
from .kinship import Kinship
from .scorecard import TABLES, Scorecard

FORMAT = 1
DIGITS = 4


def to_json(fit: Fitted) -> dict[str, Any]:
    """JSON values that `from_json` reads."""
    card = fit.scorecard
    return {
        "format": FORMAT,
        "skills": {name: list(pair) for name, pair in fit.skills.items()},
        "items": {name: list(pair) for name, pair in fit.items.items()},
        "names": list(fit.names),
        "scorecard": {
            "start": round(card.start, DIGITS),
            "rate": _listed(card.rate),
            "covariance": _listed(card.kin.covariance),
            "cuts": {name: _listed(cuts) for name, cuts in card.cuts.items()},
            "points": {" × ".join(table): _listed(each) for table, each in zip(TABLES, card.points, strict=True)},
        },
    }


def from_json(body: Mapping[str, Any]) -> Fitted:
    """The fit in `body`. ValueError, KeyError or TypeError for anything that `to_json` doesn't write."""
    if body["format"] != FORMAT:
        raise ValueError(f"format {body['format']}")
    card, names = body["scorecard"], tuple(map(str, body["names"]))
    scorecard = Scorecard(
        skills=np.arange(len(names)),
        rate=_array(card["rate"], (len(names) + 1,)),
        kin=Kinship(_array(card["covariance"], (len(names) + 1, len(names) + 1))),
        cuts={str(name): _array(cuts) for name, cuts in card["cuts"].items()},
        start=float(card["start"]),
        points=tuple(_array(card["points"][" × ".join(table)]) for table in TABLES),
    )
    return Fitted(_pairs(body["skills"]), _pairs(body["items"]), names, scorecard)


def _listed(values: np.ndarray) -> list[Any]:
    return np.round(values, DIGITS).tolist()


def _array(values: object, shape: tuple[int, ...] | None = None) -> np.ndarray:
    found = np.asarray(values, dtype=np.float64)
    if (shape is not None and found.shape != shape) or not np.isfinite(found).all():
        raise ValueError("numbers of another shape")
    return found


def _pairs(body: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    pairs = {str(name): (float(one), float(other)) for name, (one, other) in body.items()}
    if not all(0 <= number <= 1 for pair in pairs.values() for number in pair):
        raise ValueError("a probability beyond 0 and 1")
    return pairs
