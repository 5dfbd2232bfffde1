"""Serving a class folder: everything that is opened for it is closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from .server import House, Server


def serve(
    directory: Path,
    host: str = "127.0.0.1",
    port: int = 8866,
    on_ready: Callable[[], None] | None = None,
    names: Sequence[str] = (),
) -> None:
    """Serve the class in `directory` until SIGINT or SIGTERM; `on_ready` is called once it listens. See `opened`."""
    with opened(directory, host, port, names) as server:
        server.start(on_ready)


@contextmanager
def opened(directory: Path, host: str = "127.0.0.1", port: int = 8866, names: Sequence[str] = ()) -> Iterator[Server]:
    """A server of the class in `directory`, bound to its port and not yet started.

    Raises OperatorError for a class that can't be opened, PortTaken for a port that can't be had, and CourseFaults
    for a course that can't be taught.
    """
    from ..authoring import ItemBank, load_course
    from ..graders.batches import Tray
    from ..records import Classroom
    from ..tutor import Tutor

    classroom = Classroom.open(directory)
    try:
        course = load_course(classroom.course)
        with ItemBank(classroom.course) as bank:
            micro = {path.stem for path in (classroom.course / "micro").glob("*.ipynb")}
            tutor = Tutor(
                course,
                bank,
                classroom.records,
                lambda: datetime.now(UTC),
                SystemRandom(),
                title=classroom.title,
                micro=micro,
                tray=Tray(classroom.dir),
            )
            house = House(classroom.dir, classroom.secret, classroom.people, classroom.course, tutor)
            yield Server(house, host, port, names)
    finally:
        classroom.close()
