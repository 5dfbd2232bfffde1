"""`gapless class release`."""

from __future__ import annotations

from pathlib import Path

import click

from .grade import a_name
from .lazy import Command


@click.command("release", cls=Command, example="gapless class release ~/class-5b first-steps")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("assignment", metavar="ASSIGNMENT", callback=a_name)
def command(directory: Path, assignment: str) -> None:
    """Hand out ASSIGNMENT of the class's course anew, as it stands in the course now.

    What was handed in stays, and so do its marks until it is graded again. Where work was handed in already, nbgrader
    lets no graded cell be added or taken away; then nothing is changed.
    """
    from ..authoring.course import load_course
    from ..errors import OperatorError
    from ..graders.batches import release
    from ..records import Classroom

    classroom = Classroom.open(directory.absolute())
    try:
        course = load_course(classroom.course)
        if assignment not in course.assignments:
            known = ", ".join(course.assignments) or "none"
            what = f"The course has no assignment {assignment!r}; it has {known}"
            raise OperatorError(
                what, str(classroom.course), "Name one of them, or add it with `gapless new assignment`."
            )
        release(classroom.dir, classroom.course, [assignment])
    finally:
        classroom.close()
    click.echo(f"{assignment} is handed out as it stands in {classroom.course}.")
    students = sorted(path.parent.name for path in directory.glob(f"submitted/*/{assignment}") if path.is_dir())
    if students:
        click.echo(
            f"{len(students)} handed it in already; their marks are about what it was."
            f" To mark them by what it is now: gapless grade {directory} {assignment} --force"
        )
