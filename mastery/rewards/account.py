"""What the ledger says of one student: each claim, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, cast

from .ledger import Entry
from .policy import Policy, Reason, read_policy

Status = Literal["earned", "approved", "declined", "paid"]
# What may follow what: nothing is paid that a teacher did not approve, and nothing is taken back once paid.
FOLLOWS: dict[Status, tuple[Status, ...]] = {
    "earned": ("approved", "declined"),
    "approved": ("paid", "declined"),
    "declined": ("approved",),
    "paid": (),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Something earned: `key` names it, `words` tell what for; `by` and `at` who moved it last and when."""

    key: str
    reason: Reason
    words: str
    amount: int
    unit: str
    status: Status
    earned_at: datetime
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """Claims, oldest first."""

    claims: tuple[Claim, ...] = ()

    def count(self, reason: Reason) -> int:
        """How many claims there are for `reason`, declined ones left out."""
        return sum(claim.reason == reason and claim.status != "declined" for claim in self.claims)

    def earned_since(self, moment: datetime) -> int:
        """The sum of what was earned since `moment`, declined claims left out."""
        return sum(claim.amount for claim in self.claims if claim.status != "declined" and claim.earned_at >= moment)

    def open_to(self, key: str, status: Status) -> bool:
        """Whether the claim `key` may become `status` now."""
        return any(claim.key == key and status in FOLLOWS[claim.status] for claim in self.claims)


def account(entries: Iterable[Entry], who: str) -> Account:
    """The account of the student `who` stands for. Acts that may not follow what stands change nothing."""
    claims: dict[str, Claim] = {}
    for entry in entries:
        if entry.who != who:
            continue
        if entry.act == "earned":
            claims.setdefault(entry.key, _claim(entry))
            continue
        claim = claims.get(str(entry.body.get("claim", "")))
        status = cast(Status, entry.act)
        if claim is not None and status in FOLLOWS[claim.status]:
            claims[claim.key] = replace(claim, status=status, by=entry.by, at=entry.at)
    return Account(tuple(claims.values()))


def newest_policy(entries: Iterable[Entry]) -> Policy:
    """The promise in force: the newest one in the ledger; off where there is none."""
    found = Policy()
    for entry in entries:
        if entry.act == "policy":
            found = read_policy(entry.body)
    return found


def on_since(entries: Iterable[Entry]) -> datetime | None:
    """Since when something is promised without a break; None where nothing is now."""
    since: datetime | None = None
    for entry in entries:
        if entry.act == "policy":
            since = (since or entry.at) if read_policy(entry.body).on else None
    return since


def _claim(entry: Entry) -> Claim:
    body = entry.body
    amount, words = int(body.get("amount", 0)), str(body.get("words", ""))
    reason, unit = cast(Reason, body.get("reason")), str(body.get("unit", ""))
    return Claim(entry.key, reason, words, amount, unit, "earned", entry.at, entry.by, entry.at)
