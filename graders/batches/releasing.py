"""Makes what is handed out from a course's assignments: nbgrader's source and release folders, and its gradebook."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
        coursedir = folder.coursedir
        for name in assignments:
            places = [folder.place / step / name for step in (coursedir.source_directory, coursedir.release_directory)]
            with _unless_it_fails(places):
                shutil.copytree(course / "assignments" / name, places[0], ignore=_LEFT_OUT, dirs_exist_ok=True)
                _generate(folder, name, course)


@contextmanager
def _unless_it_fails(places: Sequence[Path]) -> Iterator[None]:
    """Put these folders back as they were if the block fails."""
    with tempfile.TemporaryDirectory(prefix="gapless-") as name:
        kept = {place: Path(name) / str(number) for number, place in enumerate(places)}
        for place, copy in kept.items():
            if place.is_dir():
                shutil.copytree(place, copy)
        try:
            yield
        except BaseException:  # a Ctrl-C, too
            for place, copy in kept.items():
                shutil.rmtree(place, ignore_errors=True)
                if copy.is_dir():
                    shutil.copytree(copy, place)
            raise


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
