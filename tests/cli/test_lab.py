"""`gapless lab` opens a course that is there, and changes nothing of what its author has set for JupyterLab."""

from __future__ import annotations

import json
import os
from pathlib import Path

from commands import Gapless

from gapless.cli.jupyter import SHIPPED, lab_environment


def test_without_a_course_it_says_how_to_make_one(gapless: Gapless, tmp_path: Path) -> None:
    said = gapless("lab", tmp_path)
    assert said.code == 1
    assert "gapless new course DIR" in said.err


def test_an_authors_own_search_paths_come_after_ours() -> None:
    environment = lab_environment({"JUPYTER_PATH": "/mine", "HOME": "/home/ada"})
    assert environment["JUPYTER_PATH"] == f"{SHIPPED}{os.pathsep}/mine"
    assert environment["JUPYTER_CONFIG_PATH"] == str(SHIPPED)
    assert environment["HOME"] == "/home/ada"


def test_the_kernel_loads_the_extension() -> None:
    spec = json.loads((SHIPPED / "kernels" / "python3" / "kernel.json").read_text())
    assert "--IPKernelApp.extra_extensions=gapless" in spec["argv"]
