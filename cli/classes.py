"""`gapless class`: the table of what can be done to a class folder."""

from __future__ import annotations

from .lazy import Commands

COMMANDS = {
    "new": ("class_new", "Make a class folder for a course."),
    "release": ("class_release", "Hand out an assignment anew, as it stands in the course now."),
    "roster": ("class_roster", "Take in students from a CSV file; print their sign-in cards."),
    "code": ("class_code", "Give a student a new sign-in code."),
    "backup": ("class_backup", "Write a dated copy of the class, also while it is served."),
    "export": ("class_export", "Write all that is known of a student, or of all, as CSV and JSON."),
    "forget": ("class_forget", "Erase a student; keep counts that name nobody."),
}

command = Commands(
    COMMANDS,
    name="class",
    help="A class is a folder: one teacher, a roster, and everything recorded.",
    example="gapless class new ~/class-5b --course courses/fractions\ngapless class roster ~/class-5b students.csv",
)
