"""Find a Chromium for the browser tests, or install the system's where apt may be used."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "The browser tests need Chromium and none was found: install `chromium` (or Google Chrome), or set "
    "GAPLESS_CHROMIUM to its path, then run make test again."
)


def find() -> str | None:
    """The path of the browser: the one GAPLESS_CHROMIUM names, else the first that stands in a usual place."""
    named = os.environ.get("GAPLESS_CHROMIUM")
    if named:
        return shutil.which(named)
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or next((app for app in APPS if Path(app).exists()), None)


def apt() -> list[str] | None:
    """How apt-get can be run here without asking anybody; None where it can't."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return None


def find_or_install() -> str:
    """The path of a Chromium; ends with one sentence where there is none and none can be installed."""
    found = find()
    # One that was named is not replaced by another behind the namer's back.
    command = None if os.environ.get("GAPLESS_CHROMIUM") else apt()
    if found or command is None:
        return found or _give_up()
    print("No Chromium found: installing it with apt (a few minutes, once).", flush=True)
    subprocess.run([*command, "-q", "update"], check=False)
    subprocess.run([*command, "-qq", "install", "-y", "--no-install-recommends", "chromium"], check=False)
    return find() or _give_up()


def _give_up() -> str:
    raise SystemExit(MISSING)
