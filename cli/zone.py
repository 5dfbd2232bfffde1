"""The machine's own time zone, by name."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import available_timezones


def local_timezone() -> str:
    """The IANA name from TZ or from where /etc/localtime points; UTC where neither tells one."""
    target = str(Path("/etc/localtime").resolve())
    candidates = (os.environ.get("TZ", "").lstrip(":"), target.rpartition("zoneinfo/")[2])
    known = available_timezones()
    return next((name for name in candidates if name in known), "UTC")
