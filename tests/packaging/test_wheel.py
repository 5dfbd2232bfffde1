"""The wheel holds every file of the rooms and the courses that git knows, and no other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Beside the rooms: what is for people who work on gapless, not for those who use it.
OUTSIDE = ("tests", "benchmarks", "docs", "scripts", ".ci")
LEFT_BEHIND = (
    "voila_apps/bundle/node_modules/gyp/__init__.py",
    "voila_apps/bundle/node_modules/left.js",
    "mastery/__pycache__/stale.cpython-311.pyc",
    "courses/fractions/__pycache__/helpers.cpython-311.pyc",
    "courses/fractions/lessons/.ipynb_checkpoints/01-checkpoint.ipynb",
    "tests/stray.py",
)


def tracked() -> list[str]:
    """The files git knows that are there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built offline, by the setuptools of the lock, from a tree with the litter a working folder gathers."""
    tree, out = tmp_path_factory.mktemp("tree") / "another-name", tmp_path_factory.mktemp("out")
    for name in tracked():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    for name in LEFT_BEHIND:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("litter", encoding="utf-8")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run(build, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_wheel_holds_what_git_knows_of_the_rooms(wheel: zipfile.ZipFile) -> None:
    rooms = [name for name in tracked() if "/" in name and not name.startswith(tuple(f"{each}/" for each in OUTSIDE))]
    modules = [name for name in tracked() if "/" not in name and name.endswith(".py") and name != "setup.py"]
    shipped = {name.removeprefix("gapless/") for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == {*rooms, *modules}


def test_everything_in_the_wheel_is_below_gapless(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" not in name} == {"gapless"}


def test_the_wheel_brings_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    names = {name.rsplit(".dist-info/", 1)[-1] for name in wheel.namelist() if ".dist-info/" in name}
    entry = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "licenses/LICENSE" in names
    assert "gapless = gapless.cli:main" in wheel.read(entry).decode()


def test_the_course_can_be_read_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = (
        "from gapless.cli.courses import FRACTIONS; from gapless.authoring import load_course; "
        "print(FRACTIONS, len(load_course(FRACTIONS).skills))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    place, skills = done.stdout.rsplit(maxsplit=1)
    assert Path(place) == (tmp_path / "gapless" / "courses" / "fractions").resolve()
    assert int(skills) >= 8
