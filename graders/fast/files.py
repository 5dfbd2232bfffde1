"""The files beside the notebooks, by nbgrader's rules of what is ignored."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

LARGEST = 256_000_000
"""Bytes of all files beside a submission's notebooks, at most: each is held in memory while it is graded."""


class TooMuch(ValueError):
    """Files that are too large together to be graded."""


def files_in(folder: Path, ignore: Sequence[str], most: int = LARGEST) -> dict[str, bytes]:
    """Path inside the folder -> bytes of every file that is no notebook. Raises TooMuch, OSError."""
    found: dict[str, bytes] = {}
    for path in _walk(folder, [*ignore, "*.ipynb"]):
        if not path.is_file():
            continue  # a pipe or a socket would never end
        most -= path.stat().st_size
        if most < 0:
            raise TooMuch
        found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def _walk(folder: Path, ignore: Sequence[str]) -> Iterator[Path]:
    """Files whose name, and whose folders' names, match none of the patterns (nbgrader.utils.find_all_files)."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _ignored(name, ignore))
        yield from (Path(place) / name for name in sorted(names) if not _ignored(name, ignore))


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    # As with a shell's patterns, a leading dot has to be written.
    return any(fnmatch(name, one) and (not name.startswith(".") or one.startswith(".")) for one in patterns)
