"""`gapless study`: the table of what a class's own experiment needs."""

from __future__ import annotations

from .lazy import Commands

COMMANDS = {
    "plan": ("study_plan", "Say how many students it takes, and draw the groups."),
    "report": ("study_report", "Compare the groups' tests, with dose and denominator."),
}

command = Commands(
    COMMANDS,
    name="study",
    help="An experiment with your own class: planned first, claimed only if large enough.",
    example="gapless study plan ~/class-5b --effect 0.5\ngapless study report ~/class-5b scores.csv",
)
