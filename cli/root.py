"""`gapless`: the table of its commands."""

from __future__ import annotations

import click

from .. import __version__
from .lazy import Commands

COMMANDS = {
    "demo": ("demo", "Make a small class once, and serve it on this machine."),
    "class": ("classes", "Make a class, fill its roster, renew a code, back it up."),
    "serve": ("serve", "Serve a class to its students and teacher."),
    "new": ("new", "Start a course, a lesson, an item or an assignment."),
    "lab": ("lab", "Open JupyterLab on a course, each item shown as you write it."),
    "check": ("check", "Prove a course: graph, items, hints, lessons."),
    "grade": ("grade", "Grade what was handed in, by nbgrader."),
    "fit": ("fit", "Learn the tutor's numbers from a class's answers."),
    "rewards": ("rewards", "Promise, approve and pay rewards; prove their ledger."),
    "practice": ("practice", "Extra practice by a model: run, cost, queue, stop."),
    "doctor": ("doctor", "Say what this machine offers: the sandbox, versions."),
    "simulate": ("simulate", "Run simulated students through a course, in several schools."),
    "study": ("study", "Plan and report an experiment with your own class."),
    "replay": ("replay", "Rebuild what is derived from a class's events."),
}

root = Commands(
    COMMANDS,
    name="gapless",
    help="Jupyter courseware in which nobody moves on with a gap.",
    options_metavar="[--version] [--help]",
    example="gapless demo\ngapless class new ~/class-5b --course courses/fractions",
)
click.version_option(__version__, prog_name="gapless")(root)
