"""The ledger's entries, each sealed over the one before: no entry can be changed, moved or taken out unseen.

A hash chain (Haber & Stornetta 1991) whose hash is an HMAC under the class's secret, so that whoever writes into the
database without the secret can't make a new chain either. Cutting off its end shows only to who knows the newest seal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from .canonical import canonical, keyed

Act = Literal["policy", "earned", "approved", "declined", "paid"]
ACTS: tuple[Act, ...] = get_args(Act)
FIRST = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `number` counts from 1; `by` is who signs; `who` stands for the student ("" for a policy).

    `key` makes it single: there is one entry a key. `before` is the seal of the entry before, `seal` its own.
    """

    number: int
    at: datetime
    by: str
    act: Act
    who: str
    key: str
    body: Mapping[str, Any]
    before: str
    seal: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain is broken and what does not fit."""

    number: int
    what: str


def who(secret: bytes, student: str) -> str:
    """What stands for a student in the ledger. Once the student is forgotten it leads back to nobody."""
    return keyed(secret, f"student {student}")[:32]


def seal(
    secret: bytes,
    number: int,
    at: datetime,
    by: str,
    act: Act,
    who: str,
    key: str,
    body: Mapping[str, Any],
    before: str,
) -> str:
    """The seal of an entry: 64 hexadecimal digits over all that it says and the seal before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return keyed(secret, canonical([number, moment, by, act, who, key, dict(body), before]))


def verify(secret: bytes, entries: Iterable[Entry], newest: str | None = None) -> tuple[Fault, ...]:
    """What is wrong with the chain; () when every entry stands as it was written.

    `newest` is a seal somebody noted down: it must be among the seals, or the end was cut off.
    """
    held = list(entries)
    faults = tuple(_faults(secret, held))
    if newest is not None and newest not in {FIRST, *(entry.seal for entry in held)}:
        faults += (Fault(len(held) + 1, "the entry with the noted seal is gone"),)
    return faults


def _faults(secret: bytes, entries: list[Entry]) -> Iterator[Fault]:
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            yield Fault(number, f"entry {number} is missing or moved; {entry.number} stands in its place")
            return
        facts = (entry.number, entry.at, entry.by, entry.act, entry.who, entry.key, entry.body)
        if entry.before != before:
            yield Fault(number, "it does not follow the entry before it")
        elif seal(secret, *facts, before) != entry.seal:
            yield Fault(number, "it does not say what it said when it was sealed")
        before = entry.seal
