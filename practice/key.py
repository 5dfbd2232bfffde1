"""The key of the endpoint: from the environment or from a file that its owner alone may read, and from nowhere else."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from ..errors import OperatorError
from .settings import KEY_FILE, KEY_VARIABLE

LONGEST = 1000


def read_key(folder: Path, environment: Mapping[str, str]) -> str:
    """The key, or "" for a server that wants none.

    The variable goes before the file `practice.key` in the class folder. Raises OperatorError for a file that others
    may read, and for what can't be a key.
    """
    if environment.get(KEY_VARIABLE):
        return _checked(environment[KEY_VARIABLE].strip(), KEY_VARIABLE)
    path = folder / KEY_FILE
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OperatorError(
            f"The key can't be read: {error.strerror}.", str(path), "Make it a file of yours."
        ) from error
    with os.fdopen(handle, "rb") as file:
        _require_private(os.fstat(file.fileno()), path)
        return _checked(file.read(LONGEST + 2).decode("utf-8", "replace").strip(), str(path))


def _require_private(facts: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise OperatorError("This is no file.", str(path), "Put the key into a file.")
    if facts.st_mode & 0o077 or facts.st_uid != os.geteuid():
        raise OperatorError("Others may read the key.", str(path), f"Run: chmod 600 {path}, as the one who serves.")


def _checked(key: str, where: str) -> str:
    if len(key) > LONGEST or not key.isascii() or not key.isprintable() or " " in key:
        raise OperatorError("This can't be a key.", where, "Put in the key alone, on one line.")
    return key
