"""The one LocalTutor of a kernel, made when the first widget asks."""

from __future__ import annotations

from functools import cache

from ..tutor.protocol import Transport


@cache
def local_tutor() -> Transport:
    """The tutor of the nearest course, shared by all widgets of this kernel.

    Raises OperatorError on a page or where there is no course, CourseFaults for a course with faults.
    """
    # Here and not above: it loads the course, the graders and an item process, which a page never needs.
    from ..tutor.local import LocalTutor

    return LocalTutor()
