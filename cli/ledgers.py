"""What the commands on a reward ledger share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..mastery.rewards import Act
    from ..records import Classroom
    from ..records.rewards import Rewards


@contextmanager
def opened(directory: Path) -> Iterator[tuple[Classroom, Rewards]]:
    """A class and its ledger."""
    from ..records import Classroom
    from ..records.rewards import Rewards

    classroom = Classroom.open(directory)
    try:
        yield classroom, Rewards(classroom.records.engine, classroom.secret)
    finally:
        classroom.close()


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def decide(directory: Path, act: Act, student: str, claim: str, by: str, reason: str = "") -> None:
    """Approve, decline or pay a claim. Raises OperatorError where it may not follow what stands."""
    from ..errors import OperatorError
    from .signer import signer

    with opened(directory) as (classroom, rewards):
        if rewards.decide(act, student, claim, signer(classroom, by), now(), reason) is None:
            held = {one.key: one.status for one in rewards.account(student).claims}
            stands = f"It is {held[claim]}." if claim in held else f"{student} has no such claim."
            raise OperatorError(
                f"{claim!r} can't be {act}. {stands}",
                str(directory),
                "See: gapless rewards show. Approve before paying.",
            )
