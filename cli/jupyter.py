"""JupyterLab with gapless in its Python: told by search paths and flags, so that nothing is written anywhere for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "authoring" / "lab"
"""A kernelspec that loads the extension, and settings that ask for no news."""

FLAGS = (
    "--ip=127.0.0.1",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def lab_environment(outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment with the shipped folder first on Jupyter's own search paths."""
    first = {name: str(SHIPPED) for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH")}
    return {**outer, **{name: os.pathsep.join(filter(None, (path, outer.get(name)))) for name, path in first.items()}}


def run_lab(course: Path, more: Sequence[str]) -> int:
    """Run JupyterLab on a course until it ends; its exit code. Where a process can become another, this one does."""
    command = [sys.executable, "-m", "jupyterlab", *FLAGS, f"--ServerApp.root_dir={course}", *more]
    if os.name == "posix":
        # Signals then reach JupyterLab itself, and nothing is left when it has ended.
        os.execve(command[0], command, lab_environment())
    return subprocess.call(command, env=lab_environment())
