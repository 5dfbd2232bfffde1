"""A small course to place students in, and what its students know."""

from __future__ import annotations

import numpy as np
import pytest

from gapless.mastery.placement import Chart, ItemNoise, chart
from gapless.mastery.simulation import Population, grow, knowledge


@pytest.fixture(scope="session")
def small() -> Chart:
    """Twenty-four skills in six layers and three strands."""
    grown = grow(24, 6, 3, np.random.default_rng(4))
    return chart(grown.skills, difficulty=grown.difficulty, strand=grown.strand, noise=ItemNoise("", 0.15, 0.1))


@pytest.fixture(scope="session")
def truth(small: Chart) -> np.ndarray:
    """What sixty students know of it."""
    return knowledge(small, Population(), 60, np.random.default_rng(8))
