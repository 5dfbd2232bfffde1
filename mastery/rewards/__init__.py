"""Rewards: what a teacher promises, what was earned, approved and paid, in a ledger that shows every later edit."""

from __future__ import annotations

from .account import FOLLOWS, Account, Claim, account, newest_policy, on_since
from .due import Due, due
from .ledger import ACTS, FIRST, Act, Entry, Fault, seal, verify, who
from .policy import REASONS, Policy, Reason, offer, read_policy

__all__ = [
    "ACTS",
    "FIRST",
    "FOLLOWS",
    "REASONS",
    "Account",
    "Act",
    "Claim",
    "Due",
    "Entry",
    "Fault",
    "Policy",
    "Reason",
    "account",
    "due",
    "newest_policy",
    "offer",
    "on_since",
    "read_policy",
    "seal",
    "verify",
    "who",
]
