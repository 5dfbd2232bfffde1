"""A class folder: `class.toml`, `records.sqlite` and the `secret` that signs the students' cookies."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from ..errors import OperatorError
from .people import People
from .settings import Settings, read_settings
from .store import Records

SETTINGS, RECORDS, SECRET = "class.toml", "records.sqlite", "secret"


class Classroom:
    """One teacher's running class. The course is read only; all state lives in this folder."""

    def __init__(self, dir: Path, settings: Settings) -> None:
        self.dir = dir
        self.settings = settings
        self.records = Records.open(settings.records or dir / RECORDS)
        self.people = People(self.records)
        self.secret = _secret(dir / SECRET)

    @property
    def title(self) -> str:
        """What the class is called."""
        return self.settings.title

    @property
    def course(self) -> Path:
        """The course folder, absolute; a relative one in `class.toml` starts from the class folder."""
        return (self.dir / self.settings.course).resolve()

    @property
    def timezone(self) -> str:
        """An IANA name such as `Europe/Berlin`."""
        return self.settings.timezone

    @property
    def day_minutes(self) -> float:
        """The focused minutes a student is asked for on one day."""
        return self.settings.day_minutes

    @classmethod
    def create(
        cls, dir: Path | str, course: Path | str, *, title: str, teacher: str, password: str, timezone: str = "UTC"
    ) -> Classroom:
        """Make a class folder, wholly or not at all, and open it.

        Raises OperatorError where the folder holds something already, or can't be made.
        """
        target = Path(dir).absolute()
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OperatorError("There is something here already.", str(target), "Name a new or an empty folder.")
        try:
            _build(target, _settings_text(Path(course).resolve(), title, timezone), teacher, password)
        except OSError as error:
            raise OperatorError(
                f"The class folder can't be made: {error.strerror}.",
                str(target),
                "Name a folder that you may write to.",
            ) from error
        return cls.open(target)

    @classmethod
    def open(cls, dir: Path | str) -> Classroom:
        """Open a class folder. Raises OperatorError for anything in it that can't be used."""
        place = Path(dir).absolute()
        if not (place / SETTINGS).is_file():
            raise OperatorError(f"There is no {SETTINGS} here.", str(place), "Make a class with: gapless class new.")
        return cls(place, read_settings(place / SETTINGS))

    def close(self) -> None:
        """Let go of the records."""
        self.records.close()


def _build(target: Path, settings: str, teacher: str, password: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Built beside its place and renamed, so that a failure leaves no half of a class.
    building = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        (building / SETTINGS).write_text(settings, encoding="utf-8")
        classroom = Classroom.open(building)
        classroom.people.set_teacher(teacher, password)
        classroom.close()
        if target.exists():
            target.rmdir()
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _settings_text(course: Path, title: str, timezone: str) -> str:
    lines = {"course": str(course), "title": title, "timezone": timezone}
    # A JSON string is a TOML string too, once nothing is written as surrogates.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())


def _secret(path: Path) -> bytes:
    """The signing secret, made on first use; only its owner may read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()
