"""The command line: one file a command, read only when that command is called."""

from __future__ import annotations

from .boundary import main

__all__ = ["main"]
