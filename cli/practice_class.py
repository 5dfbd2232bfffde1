"""What the commands of practice share: a class opened and closed, and the model's text made harmless for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records import Classroom

SHORT = 12
"""Signs of a hash that are shown; any that name one spec will do where one is asked for."""


@contextmanager
def opened(directory: Path) -> Iterator[Classroom]:
    """The class, closed again afterwards."""
    from ..records import Classroom

    classroom = Classroom.open(directory)
    try:
        yield classroom
    finally:
        classroom.close()


def harmless(text: str) -> str:
    """A model's text on one line, without what would steer a terminal or turn its letters round."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in " ".join(text.split()))


def money(micros: int, currency: str) -> str:
    """An amount, to a tenth of a cent or as small as it is."""
    places = 3 if micros % 1000 == 0 or micros >= 100_000 else 6
    return f"{micros / 1e6:.{places}f} {currency}".strip()
