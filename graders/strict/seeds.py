"""A test that seeds random numbers means the student's, too: both sides are seeded."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any

Forward = Callable[[str, Any], Any]


def forward(seed: Forward) -> None:
    """From now on tell of every seeding of `random` and `numpy.random` in this process."""
    _wrap(random, "random", seed)
    if "numpy" in sys.modules:
        _wrap(sys.modules["numpy"].random, "numpy", seed)


def _wrap(module: Any, of: str, tell: Forward) -> None:
    own = module.seed

    def seed(value: Any = None, *more: Any) -> None:
        own(value, *more)
        if value is not None:
            tell(of, value)

    module.seed = seed
