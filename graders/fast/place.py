"""Lays a graded submission where nbgrader would: the whole folder at once, so that a kill leaves all of it or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from .settings import Settings
from .values import Graded

_BESIDE = ".gapless-"


def due(settings: Settings, student: str, assignment: str, newer: bool, notebooks: Collection[str]) -> bool:
    """Whether a submission is to be graded: never graded, forced, newer, or without one of the named notebooks.

    The rules are nbgrader's (BaseConverter.init_destination).
    """
    folder = settings.folder("autograded", student, assignment)
    if settings.notebook_id == "*":
        return settings.force or newer or not folder.exists()
    return settings.force or newer or any(not (folder / f"{name}.ipynb").exists() for name in notebooks)


def lay(settings: Settings, assignment: str, graded: Graded, files: Mapping[str, bytes]) -> None:
    """Write the graded notebooks and the files beside them into the folder of autograded work."""
    target = settings.folder("autograded", graded.student, assignment)
    notebooks = {f"{one.name}.ipynb": one.content for one in graded.notebooks if one.content is not None}
    everything = {**files, **graded.files, **notebooks}
    if settings.notebook_id == "*":
        _exchange(target, everything, settings)
    else:
        for name, content in everything.items():
            write_whole(target / name, content, settings.permissions)
        _share(target, settings)


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write a file wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=_BESIDE, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def share_root(settings: Settings, step: str) -> None:
    """Let the group write where the folders of a step begin, if the course is shared."""
    if settings.groupshared:
        _open_to_group(settings.folder(step, ".", "."))


def _exchange(target: Path, files: Mapping[str, bytes], settings: Settings) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    new = Path(tempfile.mkdtemp(prefix=f"{_BESIDE}{target.name}-", dir=target.parent))
    try:
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(settings.permissions)
        new.chmod(0o755)
        _share(new, settings)
        if target.exists():
            target.replace(new.with_name(f"{new.name}-old"))
        new.replace(target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _sweep(target)


def _sweep(target: Path) -> None:
    """Clear away what an earlier run that was killed left beside the folder."""
    for path in target.parent.glob(f"{_BESIDE}{glob_escape(target.name)}-*"):
        shutil.rmtree(path, ignore_errors=True)


def glob_escape(name: str) -> str:
    """A name as a pattern that matches it alone."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _share(folder: Path, settings: Settings) -> None:
    if settings.groupshared:
        for place, _, _ in os.walk(folder):
            _open_to_group(Path(place))


def _open_to_group(folder: Path) -> None:
    mode = folder.stat().st_mode
    if mode & 0o2770 != 0o2770:
        try:
            folder.chmod((mode | 0o2770) & 0o2777)
        except PermissionError:
            return  # somebody else's folder: nbgrader leaves it, too
