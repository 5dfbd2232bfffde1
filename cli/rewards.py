"""`gapless rewards`: the table of what can be done to a class's reward ledger."""

from __future__ import annotations

from .lazy import Commands

COMMANDS = {
    "promise": ("rewards_promise", "Say what is rewarded, with how much, and up to where."),
    "show": ("rewards_show", "List what was earned and where it stands; --csv for a table."),
    "approve": ("rewards_approve", "Approve something earned."),
    "decline": ("rewards_decline", "Decline something earned, with a reason."),
    "pay": ("rewards_pay", "Note that something approved was paid or given."),
    "verify": ("rewards_verify", "Prove that no entry of the ledger was changed."),
}

command = Commands(
    COMMANDS,
    name="rewards",
    help="Rewards for 100 % and for verified effort. Off until you promise something.",
    example="gapless rewards promise ~/class-5b --unit cents --perfect-form 100\ngapless rewards show ~/class-5b",
)
