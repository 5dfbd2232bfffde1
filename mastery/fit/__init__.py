"""Learning from a class's answers: a model of them that can be read, and how good it is on students it hasn't seen."""

from __future__ import annotations

from .chance import Chance
from .fitted import Fitted, learn
from .measures import auc, calibration, log_loss, reliability, rmse
from .responses import Responses, clean, responses
from .scorecard import Scorecard, fit
from .seen import Seen, seen
from .tryout import Scores, Tryout, missing, try_out

__all__ = [
    "Chance",
    "Fitted",
    "Responses",
    "Scorecard",
    "Scores",
    "Seen",
    "Tryout",
    "auc",
    "calibration",
    "clean",
    "fit",
    "learn",
    "log_loss",
    "missing",
    "reliability",
    "responses",
    "rmse",
    "seen",
    "try_out",
]
