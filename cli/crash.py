"""Where an unexpected exception is written, so that a terminal shows a sentence and not a traceback."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

from .. import __version__


def write_log(error: Exception, arguments: Sequence[str]) -> Path:
    """Write the traceback and what a reader of it needs to a new file only its owner can read; its path."""
    text = "\n".join(
        (
            f"gapless {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"called as: {' '.join(arguments)}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        return _write(user_log_path("gapless", appauthor=False), text)
    except OSError:
        return _write(Path(tempfile.gettempdir()), text)


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-")
    # Made by mkstemp: a fresh name, mode 0600.
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=folder, prefix=f"gapless-{stamp}", suffix=".log", delete=False
    ) as file:
        file.write(text)
    return Path(file.name)
