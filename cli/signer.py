"""Who signs an act that the record keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records import Classroom


def signer(classroom: Classroom, by: str) -> str:
    """The id of the teacher who signs. Raises OperatorError where it is not clear who."""
    from ..errors import OperatorError
    from ..records.people import teacher_id

    teachers = {one.id: one.name for one in classroom.people.teachers()}
    if by and teacher_id(by) not in teachers:
        raise OperatorError(
            f"No teacher is called {by!r}.", str(classroom.dir), f"Name {' or '.join(teachers.values())}."
        )
    if not by and len(teachers) != 1:
        what = "This class has several teachers." if teachers else "This class has no teacher."
        raise OperatorError(what, str(classroom.dir), "Say who signs, with --by NAME.")
    return teacher_id(by) if by else next(iter(teachers))
