"""The one LocalTutor of a kernel, made when the first widget asks, and the items its author has defined here."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..tutor.protocol import Transport

own_items: dict[str, Any] = {}
"""Items that this kernel holds, by name: they stand for those of the course's files, saved or not."""


@cache
def local_tutor() -> Transport:
    """The tutor of the nearest course, shared by all widgets of this kernel.

    Raises OperatorError on a page or where there is no course, CourseFaults for a course with faults.
    """
    # Here and not above: it loads the course, the graders and an item process, which a page never needs.
    from ..tutor.local import LocalTutor

    return LocalTutor(own=own_items)
