"""Reading `class.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from ..errors import OperatorError

LONGEST_DAY = 24 * 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What `class.toml` says. `day_minutes` is in (0, 1440]; `records` a database URL, "" for the folder's own file.

    `practice` is the table of that name, read by the room of that name; `forms` says how forms are sat, read by the
    tutor.
    """

    course: str
    title: str
    timezone: str = "UTC"
    day_minutes: float = 120.0
    records: str = ""
    practice: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, Any] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """The settings of a class. Raises OperatorError naming the key, its value and what would do."""
    values = _parse(path)
    for key, value in values.items():
        fault = _fault(key, value)
        if fault:
            raise OperatorError(fault[0], str(path), fault[1])
    for key in ("course", "title"):
        if not values.get(key):
            raise OperatorError(f"The key {key} is missing.", str(path), f'Add a line such as {key} = "…".')
    return Settings(**values)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OperatorError(f"This is not TOML: {error}.", str(path), "Mend that line.") from error
    except OSError as error:
        raise OperatorError(f"This can't be read: {error.strerror}.", str(path), "Check its permissions.") from error


def _fault(key: str, value: Any) -> tuple[str, str] | None:
    """What is the matter with a setting, and the remedy."""
    known = [one.name for one in fields(Settings)]
    if key not in known:
        near = get_close_matches(key, known, n=1)
        return f"The key {key} is unknown.", f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(known)}."
    if key == "day_minutes":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if number and 0 < value <= LONGEST_DAY else (f"day_minutes is {value!r}.", "Write minutes, as 25.")
    if key in ("practice", "forms"):
        return None if isinstance(value, dict) else (f"{key} is no table.", f"Write [{key}] on a line of its own.")
    if not isinstance(value, str):
        return f"{key} is {value!r}.", "Write text in quotes."
    if key == "timezone" and value not in available_timezones():
        near = get_close_matches(value, sorted(available_timezones()), n=1)
        return f"The timezone {value!r} is unknown.", f"Write {near[0] if near else 'one such as Europe/Berlin'}."
    return None
