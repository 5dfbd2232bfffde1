"""`gapless new`: the table of what an author can start from."""

from __future__ import annotations

from .lazy import Commands

COMMANDS = {
    "course": ("new_course", "A course with one skill, ready to be changed."),
    "lesson": ("new_lesson", "A lesson, and its skill in course.toml."),
    "item": ("new_item", "One more maker of questions, in the skill's lesson."),
    "assignment": ("new_assignment", "An assignment for nbgrader, mapped to a skill."),
}

command = Commands(
    COMMANDS,
    name="new",
    help="Start something that `gapless check` proves as it is made. Nothing is ever overwritten.",
    example="gapless new course ~/doubling\ngapless new lesson 'Halving numbers' --after doubles",
)
