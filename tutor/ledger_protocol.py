"""What the tutor says of rewards, as types only: importable by widgets and page kernels at no cost."""

from __future__ import annotations

from typing import TypedDict

from .protocol import Json


class ClaimLine(TypedDict):
    """Something earned, as its student sees it."""

    words: str
    amount: int
    unit: str
    status: str
    status_words: str
    at: str


class Ledger(TypedDict):
    """The answer to `ledger`: what one earned, newest first, and what is promised now."""

    on: bool
    words: str
    promises: list[str]
    claims: list[ClaimLine]


class TeacherClaim(TypedDict):
    """Something earned, as the teacher sees it: who signed last and when, and what may follow."""

    student: str
    name: str
    key: str
    reason: str
    words: str
    amount: int
    unit: str
    status: str
    why: str
    by: str
    earned_at: str
    at: str
    can: list[str]


class LedgerFault(TypedDict):
    """Where the ledger's chain is broken."""

    number: int
    what: str


class RewardBook(TypedDict):
    """The answer to `rewards`: the promise in force, every claim, and whether the ledger stands as it was written."""

    policy: Json
    claims: list[TeacherClaim]
    entries: int
    newest: str
    faults: list[LedgerFault]
