"""Runs a lesson as a page does, in a kernel of its own, and tells which cells fail."""

from __future__ import annotations

import os
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import nbformat
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from ..errors import AuthorError
from ..kernels.provisioner import ForkedKernels

CELL_SECONDS = 60


def run_notebook(course: Path, file: str, seconds: int = CELL_SECONDS) -> list[AuthorError]:
    """The faults of running the notebook `file` of a course without its items, each cell within `seconds`.

    A cell that fails hides none of those below it; one that takes too long ends the run.
    """
    notebook = nbformat.read(course / file, as_version=4)
    for cell in notebook.cells:
        if "items" in cell.metadata.get("tags", ()):
            cell.source = ""
    client = NotebookClient(
        notebook,
        kernel_name=NATIVE_KERNEL_NAME,
        kernel_manager_class=ForkedKernels,
        timeout=seconds,
        startup_timeout=120,
        allow_errors=True,
        resources={"metadata": {"path": str((course / file).parent)}},
    )
    try:
        client.execute(env=_environment(course), stderr=DEVNULL)
    except (CellTimeoutError, DeadKernelError) as trouble:
        ended = _ended(file, notebook.cells, trouble, seconds)
        return [*(fault for fault in _errors(file, notebook.cells) if fault.cell != ended.cell), ended]
    return _errors(file, notebook.cells)


def _environment(course: Path) -> dict[str, str]:
    """What a page's kernel sees: the mark that keeps items away, and the course's helpers."""
    paths = filter(None, (str(course.resolve()), os.environ.get("PYTHONPATH")))
    kept_clean = {"PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **kept_clean, "GAPLESS_PAGE": "1", "PYTHONPATH": os.pathsep.join(paths)}


def _errors(file: str, cells: list[Any]) -> list[AuthorError]:
    return [
        AuthorError(f"{output.ename}: {output.evalue}.", "Mend the cell.", file, number)
        for number, cell in enumerate(cells, start=1)
        for output in cell.get("outputs", ())
        if output.output_type == "error" and cell.get("execution_count") is not None
    ]


def _ended(file: str, cells: list[Any], trouble: Exception, seconds: int) -> AuthorError:
    began = [n for n, cell in enumerate(cells, start=1) if "iopub.status.busy" in _times(cell)]
    slow = isinstance(trouble, CellTimeoutError)
    what = f"The cell took longer than {seconds} s." if slow else "The kernel ended while the cell ran."
    return AuthorError(what, "Give it less to do.", file, began[-1] if began else None)


def _times(cell: Any) -> Any:
    return cell.metadata.get("execution", ())
