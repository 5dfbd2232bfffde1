"""Which names a cell of the author's binds, uses, imports and defines, by its text alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager


@dataclass(frozen=True)
class Names:
    """`binds` at the top level, imports apart; `uses` anywhere, words in strings included; `imports` as statements.

    `classes` and `functions` are those defined at the top level, with the text of the functions.
    """

    binds: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    functions: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def tree_of(source: str) -> ast.Module:
    """The syntax tree of a cell, magics and all; an empty one where there is none."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


@lru_cache(maxsize=4096)
def names_of(source: str) -> Names:
    """The names of a cell."""
    tree = tree_of(source)
    imports = tuple(ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    return Names(
        frozenset(_bound(tree)),
        frozenset(_used(tree)),
        imports,
        frozenset(name for node in tree.body for name in _imported(node)),
        tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef)),
        {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef)},
    )


def _bound(tree: ast.AST) -> Iterator[str]:
    for node in _top_level(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names


def _top_level(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose names belong to the module: no function's or class's body."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _top_level(node)


def _used(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
