"""`gapless practice`: the table of what can be done with practice that a model writes."""

from __future__ import annotations

from .lazy import Commands

COMMANDS = {
    "run": ("practice_run", "Write practice for what was missed, until Ctrl-C."),
    "try": ("practice_try", "Ask the endpoint once, and tell all that came of it."),
    "queue": ("practice_queue", "List what waits for you, or all of the bank."),
    "show": ("practice_show", "Show a spec: questions, key, checks, prompt, cost."),
    "approve": ("practice_approve", "Let students see exactly this content."),
    "edit": ("practice_edit", "Put an edited spec in its place, verified anew."),
    "reject": ("practice_reject", "Never show this content, and say why."),
    "cost": ("practice_cost", "Tell what was spent on what."),
    "replay": ("practice_replay", "Verify the whole bank again, without a network."),
    "stop": ("practice_stop", "Ask nobody and show nothing generated from now on."),
    "start": ("practice_start", "Undo `stop`."),
}

command = Commands(
    COMMANDS,
    name="practice",
    help="Extra practice that a model writes and that is verified before anybody sees it.",
    example="gapless practice try ~/class-5b\ngapless practice run ~/class-5b",
)
