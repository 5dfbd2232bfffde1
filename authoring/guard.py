"""Runs authors' code, which may raise anything, and tells what it raised and where."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from ..graders.tidy import echo

Result = TypeVar("Result")


class Broken(Exception):
    """Authors' code raised; says what and in which line of which cell."""


def guarded(call: Callable[[], Result], file: str, cell: int) -> Result:
    """The result of authors' code; Broken with what it raised, whatever that was."""
    try:
        return call()
    except (Exception, SystemExit, KeyboardInterrupt) as trouble:  # authors' code may raise anything
        line = _line(trouble.__traceback__, code_name(file, cell))
        reason = echo(f"{type(trouble).__name__}: {trouble}", 200).rstrip(":.")
        raise Broken(f"{reason} (line {line} of the cell)" if line else reason) from trouble


def code_name(file: str, cell: int) -> str:
    """What a cell is called in tracebacks."""
    return f"<{file} cell {cell}>"


def _line(traceback: TracebackType | None, name: str) -> int | None:
    """The line of the innermost frame that runs this cell."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == name:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
