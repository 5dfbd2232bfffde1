"""An nbgrader course folder, opened as nbgrader itself would open it from there; a class folder is one, too."""

from __future__ import annotations

from . import quick  # noqa: F401  # isort: skip  before anything of Jupyter
import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderApp
from nbgrader.coursedir import CourseDirectory

from ...errors import OperatorError
from .surroundings import standing_in

LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"


@dataclass
class Folder:
    """An open course folder: nbgrader's application with its configuration, and what it logs."""

    place: Path
    app: NbGraderApp
    said: io.StringIO

    @property
    def coursedir(self) -> CourseDirectory:
        """Where nbgrader finds everything."""
        assert isinstance(self.app.coursedir, CourseDirectory)
        return self.app.coursedir

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """nbgrader's gradebook, made if there is none yet."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as opened:
            yield opened

    def handouts(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Assignment -> notebook -> the ids of its graded cells, as the gradebook knows them."""
        with self.gradebook() as book:
            return {
                str(assignment.name): {
                    str(notebook.name): frozenset(cell.name for cell in (*notebook.grade_cells, *notebook.task_cells))
                    for notebook in assignment.notebooks
                }
                for assignment in book.assignments
            }


@contextmanager
def opened(place: Path) -> Iterator[Folder]:
    """Open the course folder for the length of a block, standing in it. Not for threads.

    Raises OperatorError where there is no such folder, or its nbgrader_config can't be read.
    """
    place = place.absolute()
    if not place.is_dir():
        raise OperatorError("There is no such folder.", str(place), "Name a class folder or an nbgrader course folder.")
    with standing_in(place):
        said = io.StringIO()
        log = logging.Logger("nbgrader", logging.INFO)  # its own, so that nothing reaches the terminal
        handler = logging.StreamHandler(said)
        handler.setFormatter(logging.Formatter(LOG_FORMAT))
        log.addHandler(handler)
        yield Folder(place, _application(place, log), said)


def _application(place: Path, log: logging.Logger) -> NbGraderApp:
    app = NbGraderApp(log=log)
    app.raise_config_file_errors = True
    try:
        app.initialize([])
    except (Exception, SystemExit) as trouble:  # a configuration file is code and may raise anything
        what = f"nbgrader_config can't be read: {type(trouble).__name__}: {trouble}".splitlines()[0]
        raise OperatorError(
            what, str(place), "Mend nbgrader_config.py; `nbgrader --help-all` tells the options."
        ) from trouble
    return app


__all__ = ["Folder", "Gradebook", "MissingEntry", "opened"]
