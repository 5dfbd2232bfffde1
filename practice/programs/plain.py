"""Which programs may be run at all: plain Python that reaches for nothing. The sandbox holds whatever this lets by."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_CALLS = "abs all any bool divmod enumerate int len list max min range reversed round sorted str sum"
ALLOWED = frozenset(_CALLS.split())
"""The built-in functions a program may call."""

_METHODS = "append count endswith extend index insert join lower pop replace split startswith strip upper"
METHODS = frozenset(_METHODS.split())
"""The methods a program may call."""

_NODES = (
    *(ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Expr, ast.Pass, ast.Assert),
    *(ast.Assign, ast.AugAssign, ast.For, ast.While, ast.If, ast.Break, ast.Continue),
    *(ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Compare, ast.Call, ast.Constant, ast.Name, ast.Attribute),
    *(ast.List, ast.Tuple, ast.Subscript, ast.Slice, ast.ListComp, ast.GeneratorExp, ast.comprehension),
    *(ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop),
)


def odd(source: str, function: str, defines: bool = True) -> Iterator[str]:
    """What in a program is more than plain; with `defines` it must define the function, else be an assert of it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as trouble:
        yield f"it is not Python: {type(trouble).__name__}"
        return
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if defines and (function not in own or not all(isinstance(node, ast.FunctionDef) for node in tree.body)):
        yield f"it holds functions, {function} among them, and nothing else"
    if not defines and not _asserts(tree, function):
        yield f"a test is one assert that calls {function}"
    for node in ast.walk(tree):
        yield from _odd_node(node, own | {function})


def same_program(one: str, other: str) -> bool:
    """Whether two programs have one syntax tree, whatever they call their names."""
    return _shape(one) == _shape(other)


def _odd_node(node: ast.AST, own: set[str]) -> Iterator[str]:
    if not isinstance(node, _NODES):
        yield f"{type(node).__name__} is not allowed"
    elif isinstance(node, ast.Name) and node.id.startswith("_"):
        yield f"the name {node.id[:20]!r}"
    elif isinstance(node, ast.FunctionDef) and (node.decorator_list or node.args.defaults or node.args.kwonlyargs):
        yield "decorators and defaults are not allowed"
    elif isinstance(node, ast.Attribute) and node.attr not in METHODS:
        yield f"the attribute {node.attr[:20]!r}"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in ALLOWED | own:
        yield f"a call of {node.func.id[:20]!r}"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.LShift):
        yield "powers and shifts are not allowed"


def _asserts(tree: ast.Module, function: str) -> bool:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return (
        len(tree.body) == 1
        and isinstance(tree.body[0], ast.Assert)
        and any(isinstance(call.func, ast.Name) and call.func.id == function for call in calls)
    )


def _shape(source: str) -> str:
    names: dict[str, str] = {}
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.setdefault(node.id, f"n{len(names)}")
        elif isinstance(node, ast.arg):
            node.arg = names.setdefault(node.arg, f"n{len(names)}")
    return ast.dump(tree)
