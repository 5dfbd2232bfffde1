"""Taking a student out of nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

BOOK, CONFIG = "gradebook.db", "nbgrader_config.py"


def eraser(place: Path, id: str) -> Callable[[], bool]:
    """What removes a student's submissions and marks from the course folder's gradebook; False if it has none.

    nbgrader, which takes seconds to import, is imported now and only where there is a gradebook at all.
    """
    if not (place / BOOK).exists() and not (place / CONFIG).exists():
        return lambda: False
    from .folder import MissingEntry, opened

    def erase() -> bool:
        with opened(place) as folder, folder.gradebook() as book:
            try:
                book.remove_student(id)
            except MissingEntry:
                return False
        return True

    return erase
