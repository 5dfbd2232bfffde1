"""A copy of a class that is safe to take while it serves."""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ..errors import OperatorError
from .classroom import RECORDS, SETTINGS, Classroom

GRADEBOOK = "gradebook.db"
FILES = (SETTINGS, "study.json")
# nbgrader's folders, and ours for hand-ins that a later one replaced.
FOLDERS = ("source", "release", "submitted", "autograded", "feedback", "handed-in-before", "fitted")


def backup(classroom: Classroom, to: Path | str | None = None) -> Path:
    """Write the class into a dated `.tar.gz` in the folder `to` (its own `backups` by default) and return its path.

    Records and gradebook are copied as of one moment each, hand-ins and feedback as they lie there. Unpacked into an
    empty folder it is a class again. The signing secret stays out: students of a restored class sign in anew. Raises
    OperatorError where records are not in the folder, or nothing can be written.
    """
    if classroom.settings.records:
        raise OperatorError(
            "These records are not in the class folder.",
            str(classroom.dir),
            "Back up their database with its own tool.",
        )
    folder = Path(to) if to else classroom.dir / "backups"
    target = folder / f"{classroom.dir.name}-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%fZ}.tar.gz"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(classroom, target)
    except OSError as error:
        raise OperatorError(
            f"The backup can't be written: {error.strerror}.",
            str(folder),
            "Name a folder with room that you may write to.",
        ) from error
    return target


def _write(classroom: Classroom, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as scratch:
        databases = [name for name in (RECORDS, GRADEBOOK) if (classroom.dir / name).is_file()]
        files = [name for name in FILES if (classroom.dir / name).is_file()]
        folders = [name for name in FOLDERS if (classroom.dir / name).is_dir()]
        for name in databases:
            _copy(classroom.dir / name, Path(scratch) / name)
        tar = Path(scratch) / target.name
        # Codes are in it as hashes only, names and answers in the clear: for the owner's eyes.
        handle = os.open(tar, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                for name in files:
                    archive.add(classroom.dir / name, name)
                for name in databases:
                    archive.add(Path(scratch) / name, name)
                for name in folders:
                    archive.add(classroom.dir / name, name)
            file.flush()
            os.fsync(file.fileno())
        tar.rename(target)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
