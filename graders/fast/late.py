"""When a submission came in, how late that was, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ...errors import OperatorError
from .settings import Late

TIMESTAMP = "timestamp.txt"
Penalty = Callable[[str, float, float], float | None]
"""Student, score of a notebook and seconds late -> what it loses; None for nothing."""


class BadTimestamp(ValueError):
    """A timestamp.txt that tells no time."""


def timestamp_in(folder: Path) -> datetime | None:
    """When the submission in this folder came in, in UTC without a zone; None where nothing tells. Raises
    BadTimestamp."""
    try:
        text = (folder / TIMESTAMP).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _in_utc(text) if text else None


def seconds_late(came: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """How much later than due, the student's own extension granted; 0 for what is in time or knows no time."""
    if came is None or due is None:
        return 0.0
    return max(0.0, (came - due - (extension or timedelta())).total_seconds())


def penalties(late: Late) -> Penalty:
    """What lateness costs by this configuration. Raises OperatorError where its plugin can't be loaded."""
    if late.plugin is None:
        return lambda student, score, seconds: score if late.method == "zero" else None
    plugin = _plugin(late.plugin, late.config)
    return plugin.late_submission_penalty


def _plugin(named: Any, config: Any) -> Any:
    from traitlets.utils.importstring import import_item

    try:
        kind = import_item(named) if isinstance(named, str) else named
        return kind(config=config)
    except Exception as trouble:
        what = f"The plugin for late work can't be loaded: {type(trouble).__name__}: {trouble}."
        remedy = "Mend c.AssignLatePenalties.plugin_class in nbgrader_config.py."
        raise OperatorError(what, str(named), remedy) from trouble


def _in_utc(text: str) -> datetime:
    """A third word is a zone or an offset such as +0100; without one it is UTC already."""
    from dateutil import parser, tz

    words = text.split(" ")
    zones: dict[str, Any] = {}
    if len(words) == 3:
        zone = words[2]
        known = _offset(zone) if zone.lstrip("+-").isdigit() else tz.gettz(zone)
        text, zones = f"{words[0]} {words[1]} TZ", {"TZ": known}
    try:
        at = parser.parse(text, tzinfos=zones)
    except (ValueError, OverflowError) as trouble:
        raise BadTimestamp(str(trouble)) from trouble
    offset = at.utcoffset()
    return (at - offset).replace(tzinfo=None) if offset is not None else at


def _offset(text: str) -> int:
    """Seconds of an offset such as -0330. nbgrader takes it for a number of seconds, which its own +0000 hides."""
    digits = text.lstrip("+-").zfill(4)
    seconds = 60 * (60 * int(digits[:-2]) + int(digits[-2:]))
    return -seconds if text.startswith("-") else seconds
