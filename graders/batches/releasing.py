"""Makes what is handed out from a course's assignments: nbgrader's source and release folders, and its gradebook."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from ...errors import OperatorError
from .folder import Folder, opened

_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__")


def release(place: Path, course: Path, assignments: Sequence[str]) -> None:
    """Copy these assignments of the course folder into the class folder `place` and make their release versions.

    Stands in the folder meanwhile, so it is not for threads. Raises OperatorError naming the first assignment that
    nbgrader can't make, and why.
    """
    if not assignments:
        return
    with opened(place) as folder:
        source = folder.place / folder.coursedir.source_directory
        for name in assignments:
            shutil.copytree(course / "assignments" / name, source / name, ignore=_LEFT_OUT, dirs_exist_ok=True)
            _generate(folder, name, course)


def _generate(folder: Folder, name: str, course: Path) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException

    folder.coursedir.assignment_id = name
    converter = GenerateAssignment(coursedir=folder.coursedir, parent=folder.app)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as trouble:
        lines = [line.strip() for line in folder.said.getvalue().splitlines()]
        reason = next((line for line in reversed(lines) if _tells(line)), str(trouble))
        what = f"The assignment {name!r} can't be handed out: {reason}."
        remedy = "Mend its notebooks; `gapless check` names what is amiss."
        raise OperatorError(what, str(course / "assignments" / name), remedy) from trouble


def _tells(line: str) -> bool:
    """Whether this line of a log is the last one of a traceback: what was raised, and what it says."""
    kind, separator, _ = line.partition(": ")
    return bool(separator) and kind.replace(".", "").isidentifier() and kind.endswith(("Error", "Exception"))
