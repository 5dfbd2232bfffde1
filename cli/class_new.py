"""`gapless class new`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from .lazy import Command


@click.command(
    "new", cls=Command, example="gapless class new ~/class-5b --course courses/fractions --teacher 'Ms Rivera'"
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--course", required=True, type=click.Path(path_type=Path), help="The course folder, with course.toml.")
@click.option("--title", default="", help="The class's name; the course's title if left out.")
@click.option("--teacher", default="Teacher", show_default=True, help="The name the teacher signs in with.")
@click.option("--password-stdin", is_flag=True, help="Read the teacher's password from standard input.")
def command(directory: Path, course: Path, title: str, teacher: str, password_stdin: bool) -> None:
    """Make the class folder DIR for a course.

    The teacher's password is made up and shown once, unless you give one with --password-stdin.
    """
    from ..authoring.course import load_course
    from ..records import Classroom
    from ..records.codes import new_password
    from .zone import local_timezone

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else new_password()
    # Read before anything is made: a class over a broken course would open for nobody.
    course_read = load_course(course)
    name = title or course_read.title
    Classroom.create(
        directory, course, title=name, teacher=teacher, password=password, timezone=local_timezone()
    ).close()
    if course_read.assignments:
        make_release(directory, course, list(course_read.assignments))
    click.echo(f"The class “{name}” stands in {directory}.")
    if not password_stdin:
        click.echo(f"{teacher} signs in with the password {password}\nIt is not kept anywhere: write it down now.")
    click.echo(f"Next: gapless class roster {directory} students.csv, then gapless serve {directory}")


def make_release(directory: Path, course: Path, assignments: list[str]) -> None:
    """Make what is handed out; a class whose assignments can't be made is taken away again."""
    from ..graders.batches import release

    click.echo(f"Making the assignments to hand out: {', '.join(assignments)}.")
    try:
        release(directory.absolute(), course.absolute(), assignments)
    except BaseException:  # a Ctrl-C, too
        shutil.rmtree(directory)
        raise
