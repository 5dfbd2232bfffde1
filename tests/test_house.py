"""House measures: what every Python file of ours keeps to, tests aside."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE_LINES, FUNCTION_LINES, NESTING, DOCSTRING_WORDS = 400, 50, 4, 5

# Where catching everything and going on is right, and why.
CATCHES_ALL = {
    "authoring/mathml.py": "the converter raises whatever its parser stumbles on; readers then see the source",
    "cli/boundary.py": "the last boundary before the terminal; what happened goes to a log that it names",
    "graders/fast/pipeline.py": "one submission, whatever is in it, must not end the batch",
    "graders/strict/calls.py": "the words of an exception of a student's own may raise anything; there are none then",
    "graders/strict/session.py": "what author's code raises crosses, and is raised where the call was made",
    "graders/strict/shell.py": "an exception of a notebook's own may do anything when it is shown",
    "graders/strict/student.py": "what student's code raises crosses, and is raised where the call was made",
    "kernels/forking.py": "the end of a child's work: told on its standard error, as Python does",
    "kernels/zygote.py": "a module may raise what it likes; whoever preloads it is told",
}

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def our_files() -> list[str]:
    """The tracked Python files outside tests/ that are still there."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if not name.startswith("tests/") and (ROOT / name).exists()]


FILES = our_files()
ROOMS = sorted(name.partition("/")[0] for name in FILES if name.count("/") == 1 and name.endswith("/__init__.py"))


def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def functions(name: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source(name))) if isinstance(node, Function))


def depth(node: ast.AST, before: int = 0) -> int:
    """How deep blocks stand inside blocks below `node`. An elif is no deeper than its if; a function starts anew."""
    deepest = before
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, depth(child, before + (isinstance(child, BLOCKS) and not is_elif)))
    return deepest


def catches_all(handler: ast.ExceptHandler) -> bool:
    """A bare except, or one that names Exception or BaseException, and goes on: one that ends in `raise` tells on."""
    if isinstance(handler.body[-1], ast.Raise):
        return False
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in ("Exception", "BaseException") for kind in kinds)


def exported(room: str) -> set[str]:
    """The names in the `__all__` of a room."""
    for node in ast.parse(source(f"{room}/__init__.py")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def definitions(room: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Every top-level function and class of a room, with its file."""
    for name in FILES:
        if name.startswith(f"{room}/"):
            nodes = ast.parse(source(name)).body
            yield from ((name, node) for node in nodes if isinstance(node, Function | ast.ClassDef))


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_one_idea(name: str) -> None:
    assert len(source(name).splitlines()) <= FILE_LINES


@pytest.mark.parametrize("name", FILES)
def test_a_function_fits_the_eye(name: str) -> None:
    long = [f"{f.name}, line {f.lineno}" for f in functions(name) if (f.end_lineno or 0) - f.lineno >= FUNCTION_LINES]
    assert not long


@pytest.mark.parametrize("name", FILES)
def test_blocks_stay_shallow(name: str) -> None:
    assert not [f"{f.name}, line {f.lineno}" for f in functions(name) if depth(f) > NESTING]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_swallowed(name: str) -> None:
    handlers = [node for node in ast.walk(ast.parse(source(name))) if isinstance(node, ast.ExceptHandler)]
    assert name in CATCHES_ALL or not [f"line {handler.lineno}" for handler in handlers if catches_all(handler)]


@pytest.mark.parametrize("name", sorted(CATCHES_ALL))
def test_a_permission_to_catch_everything_is_used(name: str) -> None:
    nodes = ast.walk(ast.parse(source(name)))
    assert any(isinstance(node, ast.ExceptHandler) and catches_all(node) for node in nodes)


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_exports_says_what_it_means(room: str) -> None:
    public = exported(room)
    for name, node in definitions(room):
        if node.name in public:
            words = (ast.get_docstring(node) or "").split()
            assert len(words) >= DOCSTRING_WORDS, f"{name}: {node.name} needs a docstring"
