"""The fractions course, opened once for all tests of practice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from practice_campaign import Ground, ground


@pytest.fixture(scope="session")
def fractions() -> Iterator[Ground]:
    """Its bank and the contexts of its skills."""
    with ground() as opened:
        yield opened
