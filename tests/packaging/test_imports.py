"""What an import brings along, seen in a plain process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")}
HEAVY = {"sqlalchemy", "tornado", "openai", "nbgrader", "voila"}

LIGHT = [
    "import gapless",
    "import gapless.widgets",
    "from gapless import MasteryCheck",
    "from gapless import Question, item",
    "import gapless.mastery.decide",
    "import gapless.tutor.protocol",
]


def modules_after(code: str, **environment: str) -> set[str]:
    """The names in sys.modules after this code ran in a new Python, in an empty folder."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("code", LIGHT)
@pytest.mark.parametrize("page", ["0", "1"])
def test_a_page_kernel_loads_nothing_of_the_server(code: str, page: str) -> None:
    environment = {"GAPLESS_PAGE": "1"} if page == "1" else {}
    loaded = modules_after(code, **environment)
    assert not HEAVY & {name.partition(".")[0] for name in loaded}


@pytest.mark.parametrize("code", [*LIGHT, "import gapless.cli.root", "import gapless.records.classroom"])
def test_no_room_stands_at_the_top_level(code: str) -> None:
    assert not ROOMS & modules_after(code)


def test_a_bare_import_loads_the_package_alone() -> None:
    assert {name for name in modules_after("import gapless") if name.startswith("gapless")} == {"gapless"}


def test_the_command_line_starts_without_what_its_commands_need() -> None:
    loaded = modules_after("import gapless.cli.root")
    assert not {"rich", "nbformat", "argon2", *HEAVY} & loaded


@pytest.mark.parametrize(
    "code", ["import gapless.voila_apps.serving, gapless.voila_apps.beside", "import gapless.tutor"]
)
def test_what_serves_students_never_loads_the_client_of_a_model(code: str) -> None:
    loaded = {name.partition(".")[0] for name in modules_after(f"{code}\nimport gapless.practice.running")}
    assert not {"openai", "httpx2"} & loaded


@pytest.mark.parametrize(
    "code",
    [
        "from gapless.tutor.local import LocalTutor\nLocalTutor('courses/fractions')",
        "from gapless.authoring import ItemBank\nItemBank('courses/fractions')",
    ],
    ids=["local-tutor", "item-bank"],
)
def test_a_page_kernel_can_reach_neither_tutor_nor_items(code: str) -> None:
    program = [sys.executable, "-c", code]
    environment = {**os.environ, "GAPLESS_PAGE": "1"}
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "OperatorError" in done.stderr
