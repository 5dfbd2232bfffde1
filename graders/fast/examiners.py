"""Who runs the notebooks of a batch: `graders.strict`, over a fork server that has loaded what the notebooks import."""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from ...kernels import Child, Zygote
from ..batches.notebook import NotANotebook, read_work, source
from ..strict import PRELOAD, Examiner, Patience, Strict
from .scratch import laid_out
from .values import Handout

# Libraries that are worth loading once for all, and start no thread when they are loaded.
_SHARED = {
    "numpy": ("numpy",),
    "pandas": ("numpy", "pandas"),
    "matplotlib": ("numpy", "matplotlib.pyplot", "matplotlib_inline.backend_inline"),
    "scipy": ("numpy", "scipy"),
    "sympy": ("sympy",),
}
_WITHOUT_END = 24 * 3600.0


@contextmanager
def opened_examiner(handout: Handout) -> Iterator[Examiner]:
    """An examiner for the length of a batch: all that it needs is in the handout, so that it can run anywhere."""
    notebooks = list(_notebooks(handout.authors))
    cell = handout.running.timeout or _WITHOUT_END
    patience = Patience(cell=cell, notebook=max(300.0, 10 * cell))
    with Zygote((*_shared(notebooks), *PRELOAD)) as zygote, tempfile.TemporaryDirectory(prefix="gapless-") as name:
        files = Path(name)
        laid_out(files, handout.files)
        over = Event()

        def fork(*given: Any, **more: Any) -> Child:
            if over.is_set():
                raise InterruptedError("The batch was ended")
            return zygote.fork(*given, **more)

        try:
            yield Strict(fork, notebooks, patience=patience, files=files, marks=handout.hidden_marks)
        finally:
            over.set()  # a thread that is left behind must not start the fork server anew


def _notebooks(authors: Mapping[str, bytes]) -> Iterator[Mapping[str, Any]]:
    for content in authors.values():
        try:
            read_work(content)
        except NotANotebook:
            continue
        yield json.loads(content)


def _shared(notebooks: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """What of the libraries that the author's cells import is loaded before anything is forked."""
    cells = [cell for notebook in notebooks for cell in notebook["cells"] if cell["cell_type"] == "code"]
    named = {name for cell in cells for name in _imports(source(cell))}
    return tuple(dict.fromkeys(module for name in sorted(named) for module in _SHARED.get(name, ())))


def _imports(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.split("\n"))
    for line in lines:
        if line.startswith(("import ", "from ")):
            try:
                node = ast.parse(line).body[0]
            except SyntaxError:
                continue
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]
