"""Rooms import each other relatively, and only from the floors below them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = {
    "errors": 0,
    "mastery": 1,
    "authoring": 2,
    "graders": 2,
    "practice": 2,
    "kernels": 2,
    "records": 2,
    "tutor": 3,
    "widgets": 4,
    "voila_apps": 5,
    "cli": 6,
}
# Rooms of one floor stand side by side; authoring judges its items' keys by the graders, practice is made of all.
BESIDE = {
    ("authoring", "graders"),
    ("authoring", "kernels"),
    ("graders", "kernels"),
    *(("practice", room) for room in ("records", "graders", "authoring", "kernels")),
}
FILES = sorted(path for room in FLOORS for path in ROOT.glob(f"{room}/**/*.py") if "node_modules" not in path.parts)


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every relative import that leaves the file's own room."""
    depth = len(path.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            named = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
            yield from ((node.lineno, name) for name in named)


def absolute_imports(path: Path) -> Iterator[int]:
    """Lines that import gapless by its own name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (node.lineno for alias in node.names if alias.name.split(".")[0] == "gapless")
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "gapless":
            yield node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_looks_only_down(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    broken = [
        f"line {line}: {room} imports {other}"
        for line, other in imported_rooms(path)
        if other in FLOORS and FLOORS[other] >= FLOORS[room] and (room, other) not in BESIDE
    ]
    assert not broken


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_names_the_others_relatively(path: Path) -> None:
    assert not list(absolute_imports(path))


def test_every_room_has_its_floor() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {ROOT.name}
    assert rooms == set(FLOORS) - {"errors"}
