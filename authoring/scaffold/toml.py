"""Adding to a course.toml without touching what its author wrote: text goes to its end, and is read back first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import AuthorError
from ..schema import FILE


def read_toml(course: Path) -> Mapping[str, Any]:
    """What stands in course.toml. Raises AuthorError when it can't be read."""
    return _parsed(_text(course))


def extended(course: Path, addition: str) -> str:
    """The text of course.toml with this at its end. Raises AuthorError when that would not be TOML."""
    text = _text(course)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") or not text else newline
    whole = text + gap + addition.replace("\n", newline)
    _parsed(text)
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as trouble:
        remedy = f"Write this into it by hand, then try again without it:\n{addition.strip()}"
        raise AuthorError(f"Nothing can be added at its end ({trouble}).", remedy, FILE) from trouble
    return whole


def write_toml(course: Path, text: str) -> None:
    """Write course.toml, whole or not at all, with its line ends as they are."""
    path = course / FILE
    fresh = path.with_name(f".{FILE}.new")
    fresh.write_bytes(text.encode("utf-8"))
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)


def _text(course: Path) -> str:
    try:
        return (course / FILE).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise AuthorError("The file is not UTF-8.", "Save it as UTF-8.", FILE) from None


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise AuthorError(f"This is not TOML: {trouble}.", "Mend that line.", FILE) from None
