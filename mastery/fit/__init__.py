"""Learning from a class's answers: a model of them that can be read, and how good it is on students it hasn't seen."""

from __future__ import annotations

from .measures import auc, calibration, log_loss, reliability, rmse
from .responses import Responses, clean, responses
from .scorecard import Scorecard, fit

__all__ = [
    "Responses",
    "Scorecard",
    "auc",
    "calibration",
    "clean",
    "fit",
    "log_loss",
    "reliability",
    "responses",
    "rmse",
]
