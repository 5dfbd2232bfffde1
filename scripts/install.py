"""Fill .venv from a lock file, once a lock: `python scripts/install.py requirements.lock`.

Only the standard library is used: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
# The larger lock holds the smaller one, so installing it serves both.
SERVES = {
    "requirements.lock": ("requirements.lock",),
    "requirements-dev.lock": ("requirements.lock", "requirements-dev.lock"),
}
LINES_SHOWN_ON_FAILURE = 15
# How pip's line begins for each package it has dealt with.
COUNTED = ("Collecting ", "Processing ", "Requirement already satisfied", "Ignoring ")


def fingerprint(lock: str) -> str:
    """What an installation depends on: the lock, the package's own declaration, and where the folder stands."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (lock, "pyproject.toml", "setup.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_installed(lock: str) -> bool:
    """Whether .venv works and was filled from this very lock."""
    stamp = VENV / f"{lock}.stamp"
    return runs(PYTHON) and stamp.exists() and stamp.read_text() == fingerprint(lock)


def runs(python: Path) -> bool:
    """Whether this interpreter starts and is new enough."""
    try:
        return (
            subprocess.run([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"], check=False).returncode
            == 0
        )
    except OSError:
        return False


def make_venv() -> None:
    """A fresh .venv, unless a working one is there."""
    if runs(PYTHON):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        fail(
            f"{sys.executable} can't make a virtual environment: {last_line(made.stderr or made.stdout)} "
            "On Debian and Ubuntu, `apt install python3-venv` brings what is missing."
        )


def install_packages(lock: str) -> None:
    """Every package of the lock, checked against its hash, with a count of how far it got."""
    total = sum("==" in line and not line.startswith((" ", "#")) for line in (ROOT / lock).read_text().splitlines())
    print(
        f"Installing {total} packages from {lock} into .venv. This happens once and takes one to three minutes.",
        flush=True,
    )
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
    ]
    pip = subprocess.Popen(
        [*command, "-r", lock], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    tail: deque[str] = deque(maxlen=LINES_SHOWN_ON_FAILURE)
    seen = 0
    assert pip.stdout is not None
    for line in pip.stdout:
        tail.append(line)
        if line.startswith(COUNTED):
            seen += 1
            show(seen, total)
        elif line.startswith("Installing collected packages"):
            print("\n  All are here; now writing them into .venv, which is the longer part.", flush=True)
    if pip.wait():
        print("".join(tail), file=sys.stderr)
        fail(
            "pip could not install the packages; its last lines are above. "
            "Mend what they name (often the network), then run make again."
        )


def show(seen: int, total: int) -> None:
    """The count: on one line that rewrites itself in a terminal, now and then in a log."""
    if sys.stdout.isatty():
        print(f"\r  {seen} of {total}", end="", flush=True)
    elif seen % 40 == 0:
        print(f"  {seen} of {total}", flush=True)


def install_gapless() -> None:
    """The package itself, editable, built with the setuptools of the lock; and the link that type checkers follow."""
    link = VENV / "src" / "gapless"
    link.parent.mkdir(exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(Path("..") / "..", target_is_directory=True)
    command = [PYTHON, "-m", "pip", "install", "--no-build-isolation", "--no-deps", "--no-index", "-q", "-e", "."]
    done = subprocess.run(
        [*command, "--disable-pip-version-check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr or done.stdout, file=sys.stderr)
        fail("gapless itself could not be installed into .venv; pip's words are above. `make clean` starts afresh.")


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given."


def fail(words: str) -> None:
    """End with one sentence."""
    print(words, file=sys.stderr)
    raise SystemExit(1)


def main(lock: str) -> None:
    """Do what is not done yet, then stamp it."""
    if is_installed(lock):
        return
    began = time.monotonic()
    make_venv()
    install_packages(lock)
    install_gapless()
    for served in SERVES[lock]:
        (VENV / f"{served}.stamp").write_text(fingerprint(served))
    print(f"  Installed in {time.monotonic() - began:.0f} s.", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        fail("\nStopped before the installation was done; run make again to go on.")
