"""What a test may do that keeps its verdict from being strict, and the wording that makes it strict."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from dataclasses import dataclass

from .names import tree_of

RUNNERS = frozenset({"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "lambdify", "import_module"})
RUNNING_METHODS = frozenset({"eval", "exec", "query", "run_cell", "ex", "ev", "sympify", "parse_expr", "read_pickle"})
_MODULES = "doctest pickle dill cloudpickle marshal runpy importlib subprocess yaml joblib"
RUNNING_MODULES = frozenset(_MODULES.split())


@dataclass(frozen=True)
class Construct:
    """`what` a test does, how it is found in its tree (`open` are the student's names), and the `remedy`."""

    id: str
    what: str
    remedy: str
    find: Callable[[ast.AST, Collection[str]], bool]


def runs_text(source: str) -> str:
    """Why a test could run a student's text as code, "" if it can't: such a test must not run beside the verdict."""
    found = _RUNS_TEXT.find(tree_of(source), ())
    return _RUNS_TEXT.what if found else ""


def construct_of(source: str, open: Collection[str]) -> Construct:
    """The construct in a test's text that is the likeliest reason for its being weak."""
    tree = tree_of(source)
    return next((each for each in CONSTRUCTS if each.find(tree, open)), OTHER)


def _calls(tree: ast.AST, names: Collection[str]) -> bool:
    return any(isinstance(node, ast.Call) and _last(node.func) in names for node in ast.walk(tree))


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(tree: ast.AST, open: Collection[str]) -> bool:
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(names & (RUNNERS | RUNNING_MODULES) or modules & RUNNING_MODULES) or _calls(tree, RUNNING_METHODS)


def _names(*wanted: str) -> Callable[[ast.AST, Collection[str]], bool]:
    return lambda tree, open: any(
        (node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "") in wanted
        for node in ast.walk(tree)
    )


def _subclasses(tree: ast.AST, open: Collection[str]) -> bool:
    return any(_last(base) in open for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases)


def _exact_type(tree: ast.AST, open: Collection[str]) -> bool:
    return any(
        isinstance(node, ast.Compare) and any(_calls(side, {"type"}) for side in (node.left, *node.comparators))
        for node in ast.walk(tree)
    )


def _sets_globals(tree: ast.AST, open: Collection[str]) -> bool:
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    through = any(
        isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and _calls(node.value, {"globals"})
        for node in ast.walk(tree)
    )
    return through or bool(stored & set(open))


_MOCKS = _names("patch", "monkeypatch", "MagicMock", "Mock", "setattr")


def _only_input(tree: ast.AST) -> bool:
    """Whether all that is patched is builtins.input."""
    patched = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and _last(node.func) in ("patch", "setattr")
    ]
    return bool(patched) and all(
        any(isinstance(each, ast.Constant) and each.value in ("builtins.input", "input") for each in call.args)
        for call in patched
    )


_RUNS_TEXT = Construct(
    "runs-text",
    "it runs text as code (eval, exec, doctest, pickle, …)",
    "Call the student's functions themselves, and read values with ast.literal_eval.",
    _text,
)
CONSTRUCTS = (
    _RUNS_TEXT,
    Construct(
        "reads-source",
        "it looks at the text or the bytecode of the student's code",
        "Test what the code does: count calls with a function that the test hands in, or check a large input in time.",
        _names("getsource", "getsourcelines", "__code__", "In", "_ih", "get_ipython", "signature"),
    ),
    Construct(
        "mocks",
        "it puts something else in place of what the student's code uses",
        "Hand it in as an argument; input() alone may be patched as builtins.input.",
        lambda tree, open: _MOCKS(tree, open) and not _only_input(tree),
    ),
    Construct(
        "plot",
        "it looks at the current figure",
        "Let the function return its axes, and look at those: ax.get_title(), ax.lines[0].get_xdata().",
        _names("gca", "gcf", "get_fignums", "figure"),
    ),
    Construct(
        "subclasses",
        "it derives a class from the student's",
        "Ask for the derived class in the task, or hand what varies in as an argument.",
        _subclasses,
    ),
    Construct(
        "exact-type",
        "it compares the type of a student's object",
        "Write isinstance(thing, TheClass).",
        _exact_type,
    ),
    Construct(
        "warns",
        "it catches warnings of the student's code",
        "Let the function return or raise what it has to say.",
        _names("catch_warnings", "assertWarns", "warns"),
    ),
    Construct(
        "files",
        "it reads a file that the student's code writes",
        "Let the function return the text, or hand it an io.StringIO-like object of the test's own.",
        _names("open", "read_text", "read_csv", "Path"),
    ),
    Construct(
        "sets-globals",
        "it changes a name that the student's code reads",
        "Hand the value in as an argument.",
        _sets_globals,
    ),
)
"""In the order in which the likeliest is named first."""

OTHER = Construct(
    "state",
    "it needs the student's objects themselves, not only what they give",
    "Compare plain values: numbers, text, lists, dicts, arrays, frames, or fields of an object.",
    lambda tree, open: True,
)
COMPARES = Construct(
    "compares",
    "it compares the student's objects by their own ==, <, or in",
    "Compare their fields: (v.x, v.y) == (1, 2).",
    lambda tree, open: False,
)
