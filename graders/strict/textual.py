"""How references are shown as the value of a cell's last line: in this side's own words."""

from __future__ import annotations

from typing import Any

from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell

from .refs import Ref, facts_of


def show_refs_plainly(shell: InteractiveShell) -> None:
    """Keep a student's __repr__ from being a cell's result: nbgrader reads a number there as the marks."""
    formatter = shell.display_formatter
    assert isinstance(formatter, DisplayFormatter)
    for kind, each in formatter.formatters.items():
        each.for_type(Ref, _plain if kind == "text/plain" else _nothing)
    formatter.ipython_display_formatter.for_type(Ref, _nothing)
    formatter.mimebundle_formatter.for_type(Ref, _nothing)


def _plain(ref: Any, printer: Any, cycle: bool) -> None:
    printer.text(f"<{facts_of(ref).label or 'object'} of the notebook>")


def _nothing(*_: Any, **__: Any) -> None:
    return None
