"""The folder that a submission's code runs in: made from bytes, and read back with care, for a student wrote in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

LARGEST, MOST = 16_000_000, 200
"""Bytes and files that are taken out of the folder, at most: enough for pictures and tables that a notebook writes."""

Stamp = tuple[int, int]


def laid_out(folder: Path, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    """Write the files; gives their stamps, by which a change is known."""
    stamps: dict[str, Stamp] = {}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        stamps[name] = _stamp(path.stat())
    return stamps


def written(folder: Path, given: Mapping[str, Stamp]) -> dict[str, bytes]:
    """The files that were written or changed since. Links are passed over, and so is what is too much."""
    found: dict[str, bytes] = {}
    left = LARGEST
    for path, status in _files(folder):
        name = str(path.relative_to(folder))
        if given.get(name) == _stamp(status):
            continue
        if len(found) == MOST or status.st_size > left:
            break
        try:
            found[name] = path.read_bytes()
        except OSError:
            continue
        left -= len(found[name])
    return found


def make_room(folder: Path, given: Mapping[str, Stamp]) -> None:
    """Delete what was written if it is too much to be kept: the next notebook must find room for its own."""
    new = [
        (path, status) for path, status in _files(folder) if given.get(str(path.relative_to(folder))) != _stamp(status)
    ]
    if sum(status.st_size for _, status in new) > LARGEST:
        for path, _ in new:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in ("__pycache__", ".ipynb_checkpoints"))
        for name in sorted(names):
            path = Path(place) / name
            status = path.lstat()
            # One link only: a second name for a file elsewhere is a link as well.
            if path.is_file() and not path.is_symlink() and status.st_nlink == 1 and not name.endswith(".ipynb"):
                yield path, status


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns
