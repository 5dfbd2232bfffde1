"""Serving a class folder: everything that is opened for it is closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from .edits import Edits
from .server import House, Server

if TYPE_CHECKING:
    from ..records import Classroom
    from ..records.fits import Fits
    from ..tutor import Tutor
    from .beside import Beside
    from .edition import Edition

Tell = Callable[[str], None]


def serve(
    directory: Path,
    host: str = "127.0.0.1",
    port: int = 8866,
    on_ready: Callable[[], None] | None = None,
    names: Sequence[str] = (),
    tell_edits: Tell | None = None,
) -> None:
    """Serve the class in `directory` until SIGINT or SIGTERM; `on_ready` is called once it listens. See `opened`."""
    with opened(directory, host, port, names, tell_edits) as server:
        server.start(on_ready)


@contextmanager
def opened(
    directory: Path,
    host: str = "127.0.0.1",
    port: int = 8866,
    names: Sequence[str] = (),
    tell_edits: Tell | None = None,
) -> Iterator[Server]:
    """A server of the class in `directory`, bound to its port and not yet started.

    Where class.toml enables practice, the class's worker runs beside it. With `tell_edits` it takes up the course
    whenever it is saved, and tells of each save. Raises OperatorError for a class that can't be opened, PortTaken for a
    port that can't be had, and CourseFaults for a course that can't be taught.
    """
    from ..records import Classroom
    from ..records.fits import Fits
    from .edition import open_edition

    with ExitStack() as ending:
        classroom = Classroom.open(directory)
        ending.callback(classroom.close)
        copies = Path(ending.enter_context(TemporaryDirectory(prefix="gapless-course-"))) if tell_edits else None
        fits = Fits(classroom.dir)
        fits.in_force()
        edition = open_edition(classroom.course, copies)
        ending.callback(edition.bank.close)
        tutor = _tutor(classroom, edition, fits)
        edits = Edits(classroom.course, copies, edition, tell_edits) if copies and tell_edits else None
        house = House(classroom.dir, classroom.secret, classroom.people, edition.folder, tutor, edits)
        server = Server(house, host, port, names)
        if classroom.settings.practice.get("enabled"):
            ending.callback(_practice_beside(classroom).close)
        yield server


def _tutor(classroom: Classroom, edition: Edition, fits: Fits) -> Tutor:
    """The tutor over a class, with all that class.toml says of it. Raises OperatorError for what it can't mean."""
    from ..graders.batches import Tray
    from ..practice.bank import PracticeBank
    from ..records.classroom import SETTINGS
    from ..records.rewards import Rewards
    from ..tutor import Tutor
    from ..tutor.form_room import FormRoom, read_rules
    from ..tutor.timetable import Timetable

    return Tutor(
        edition.course,
        edition.bank,
        classroom.records,
        lambda: datetime.now(UTC),
        SystemRandom(),
        title=classroom.title,
        micro=edition.micro,
        tray=Tray(classroom.dir),
        fits=fits,
        timetable=Timetable(classroom.day_minutes, classroom.timezone),
        practice=PracticeBank(classroom.records, currency=_currency(classroom)),
        room=FormRoom(read_rules(classroom.settings.forms, str(classroom.dir / SETTINGS))),
        rewards=Rewards(classroom.records.engine, classroom.secret),
    )


def _currency(classroom: Classroom) -> str:
    return str(classroom.settings.practice.get("currency", "USD"))


def _practice_beside(classroom: Classroom) -> Beside:
    """The class's worker. Raises OperatorError for settings or a key that it could not work with."""
    from ..practice.running import key_of, settings_of
    from .beside import Beside

    key_of(classroom, settings_of(classroom))
    return Beside(classroom.dir)
