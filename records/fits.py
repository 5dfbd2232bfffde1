"""The fits of a class: one file each in `fitted/`, the newest in force; an undone one is kept under another name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from ..errors import OperatorError
from ..mastery.fit import Fitted
from ..mastery.fit.store import from_json, to_json

FOLDER, UNDONE = "fitted", ".undone"


@dataclass(frozen=True)
class Fit:
    """A fit in force: its `name`, the numbers, and `about`, where they come from (when, how many answers, gain)."""

    name: str
    fitted: Fitted
    about: Mapping[str, Any]


class Fits:
    """The fits in a class folder. Safe for many threads, and beside a command that writes one."""

    def __init__(self, directory: Path) -> None:
        self.folder = directory / FOLDER
        self._lock = Lock()
        self._read: Fit | None = None

    def names(self) -> list[str]:
        """All that are not undone, oldest first."""
        return sorted(path.stem for path in self.folder.glob("[0-9]*.json"))

    def in_force(self) -> Fit | None:
        """The newest fit; None where there is none. Raises OperatorError for a file that can't be read."""
        names = self.names()
        if not names:
            return None
        with self._lock:
            if self._read is None or self._read.name != names[-1]:
                self._read = read(self.folder / f"{names[-1]}.json")
            return self._read

    def put(self, fitted: Fitted, about: Mapping[str, Any], at: datetime) -> Path:
        """Keep a fit; it is in force once this returns."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        taken = [int(path.name.partition("-")[0]) for path in self.folder.glob("[0-9]*-*")]
        path = self.folder / f"{max(taken, default=0) + 1:04d}-{at:%Y-%m-%d}.json"
        text = json.dumps({"about": {**about, "at": at.isoformat()}, **to_json(fitted)}, ensure_ascii=False)
        # Whole or not at all: a server may look meanwhile.
        draft = path.with_suffix(".part")
        draft.write_text(text + "\n", encoding="utf-8")
        draft.rename(path)
        return path

    def undo(self) -> Path | None:
        """Take the newest fit out of force; the one before is in force again. Its new place, or None without any."""
        names = self.names()
        if not names:
            return None
        path = self.folder / f"{names[-1]}.json"
        return path.rename(path.with_suffix(UNDONE))


def read(path: Path) -> Fit:
    """A fit from its file. Raises OperatorError."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Fit(path.stem, from_json(body), body["about"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OperatorError(
            f"This fit can't be read ({error}).", str(path), "Take it out of force with: gapless fit DIR --undo."
        ) from error
