"""What an author starts from: a course, a lesson, an item or an assignment that `gapless check` proves as made."""

from __future__ import annotations

from .assignment import new_assignment
from .course import new_course
from .item import ANSWERS, new_item
from .lesson import new_lesson

__all__ = ["ANSWERS", "new_assignment", "new_course", "new_item", "new_lesson"]
