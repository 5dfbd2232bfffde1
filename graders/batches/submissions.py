"""Which submissions there are for an assignment, by nbgrader's own directory structure."""

from __future__ import annotations

import glob
import re
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from ...errors import OperatorError
from .examine import Handouts


class Directories(Protocol):
    """Where nbgrader's configuration says that everything is: its own CourseDirectory, or `graders.fast`'s settings."""

    @property
    def submitted_directory(self) -> str:
        """The name of the step that holds what was handed in."""
        ...

    @property
    def student_id_exclude(self) -> str:
        """Students to leave out, by commas."""
        ...

    def format_path(self, step: str, student: str, assignment: str, escape: bool = False) -> str:
        """The path of a step."""
        ...


def require_assignment(place: Path, assignment: str, handouts: Handouts) -> None:
    """Raise OperatorError unless the gradebook knows the assignment and its notebooks."""
    if handouts.get(assignment):
        return
    make = f"Make it with: nbgrader generate_assignment {assignment} (in that folder)."
    what = f"The gradebook knows no assignment {assignment!r}."
    raise OperatorError(what, str(place), nearest(assignment, handouts) or make)


def find_submissions(place: Path, directories: Directories, assignment: str, student: str | None) -> dict[str, Path]:
    """Student -> the folder of what they handed in, by student: everybody's, or that of one.

    Students whom nbgrader's configuration leaves out are left out. Raises OperatorError where nothing is found.
    """
    found = _all(directories, assignment)
    if student is None:
        if not found:
            what = f"Nobody has handed in {assignment!r}."
            target = directories.format_path(directories.submitted_directory, "STUDENT", assignment)
            raise OperatorError(what, str(place), f"Put each student's notebooks into {target}.")
        return found
    if student not in found:
        what = f"{student!r} has not handed in {assignment!r}."
        raise OperatorError(what, str(place), nearest(student, found) or "Wait for it, or name another student.")
    return {student: found[student]}


def nearest(word: str, known: Collection[str]) -> str:
    """ "Did you mean …?" for the nearest known word; "" where none is near."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else ""


def _all(coursedir: Directories, assignment: str) -> dict[str, Path]:
    step = coursedir.submitted_directory
    pattern = coursedir.format_path(step, "*", glob.escape(assignment))
    named = re.compile(coursedir.format_path(step, "(?P<student>[^/]*)", re.escape(assignment), escape=True))
    # The directory structure is one pattern for a whole path, wherever it begins.
    places = sorted(glob.glob(pattern, include_hidden=True))  # noqa: PTH207
    matches = ((named.fullmatch(place), place) for place in places)
    excluded = (coursedir.student_id_exclude or "").split(",")
    return {
        match["student"]: Path(place)
        for match, place in matches
        if match and match["student"] not in excluded and Path(place).is_dir()
    }
