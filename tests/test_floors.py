"""Two rooms live under narrower rules than their floor: `mastery` pure, `widgets` light. `errors` stands alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MASTERY = sorted(ROOT.glob("mastery/**/*.py"))
WIDGETS = sorted(path for path in ROOT.glob("widgets/**/*.py") if "node_modules" not in path.parts)

# Nothing in here reads a clock, draws a number, opens a file or a connection. numpy and fsrs are pure, too.
PURE = {"__future__", "collections", "dataclasses", "datetime", "functools", "graphlib", "itertools", "math"}
PURE |= {"hashlib", "hmac", "json", "statistics", "types", "typing", "numpy", "fsrs"}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}

# What a widget may know when it is imported: the words it exchanges with a tutor, and the values those speak of.
LIGHT = {"errors", "tutor.protocol", "mastery.values"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: no function's body, nothing under `if TYPE_CHECKING`."""
    for node in ast.iter_child_nodes(tree):
        for_types_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not for_types_only:
            yield node
            yield from at_import(node)


def absolute(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Top-level names of what is imported absolutely."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


def other_rooms(nodes: Iterator[ast.AST], depth: int) -> Iterator[str]:
    """Dotted names of what is imported from beyond the file's own room."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level >= depth:
            yield from [node.module] if node.module else [alias.name for alias in node.names]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MASTERY, ids=named)
def test_mastery_stands_on_pure_modules_alone(path: Path) -> None:
    assert set(absolute(at_import(parsed(path)))) <= PURE
    lazily = {name for name in absolute(ast.walk(parsed(path))) if name not in PURE}
    assert lazily <= {"random"}, "a random.Random comes in as an argument; its type may be named"


@pytest.mark.parametrize("path", MASTERY, ids=named)
def test_mastery_reads_no_clock(path: Path) -> None:
    attributes = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)]
    assert not [f"line {node.lineno}: {ast.unparse(node)}" for node in attributes if node.attr in CLOCKS]


@pytest.mark.parametrize("path", MASTERY, ids=named)
def test_mastery_knows_no_room_but_the_errors(path: Path) -> None:
    assert set(other_rooms(ast.walk(parsed(path)), len(path.relative_to(ROOT).parts))) <= {"errors"}


@pytest.mark.parametrize("path", WIDGETS, ids=named)
def test_widgets_know_the_protocol_and_load_the_tutor_late(path: Path) -> None:
    tree, depth = parsed(path), len(path.relative_to(ROOT).parts)
    assert set(other_rooms(at_import(tree), depth)) <= LIGHT
    assert set(other_rooms(ast.walk(tree), depth)) <= LIGHT | {"tutor.local", "tutor.workbench"}


def test_the_failure_vocabulary_needs_nothing() -> None:
    nodes = list(ast.walk(parsed(ROOT / "errors.py")))
    assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    assert set(absolute(iter(nodes))) <= {"__future__", "collections", "dataclasses"}
