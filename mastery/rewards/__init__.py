"""Rewards: what a teacher promises, what was earned, approved and paid, in a ledger that shows every later edit."""

from __future__ import annotations

from .account import Account, Claim, account, newest_policy
from .ledger import ACTS, FIRST, Act, Entry, Fault, seal, verify, who
from .policy import REASONS, Policy, Reason, offer, read_policy

__all__ = [
    "ACTS",
    "FIRST",
    "REASONS",
    "Account",
    "Act",
    "Claim",
    "Entry",
    "Fault",
    "Policy",
    "Reason",
    "account",
    "newest_policy",
    "offer",
    "read_policy",
    "seal",
    "verify",
    "who",
]
