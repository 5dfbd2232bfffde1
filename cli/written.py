"""Files a command wrote, as a terminal in some folder would name them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


def tell_files(paths: Iterable[Path]) -> None:
    """A line for each file."""
    for path in paths:
        click.echo(f"Wrote {shown(path)}")


def shown(path: Path) -> str:
    """The path from here, where it is below here; as it is otherwise."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
