"""What is written to a descriptor itself, past sys.stdout: by libraries in C, and by os.write."""

from __future__ import annotations

import os
from contextlib import suppress

from .recorder import MOST_TEXT


def make_spill(name: str) -> int:
    """A file in memory to hand to a process as its standard output or error."""
    return os.memfd_create(name)


class Spill:
    """Reads what comes to descriptor `number`, if a spill was put there."""

    def __init__(self, number: int) -> None:
        self._number = number

    def take(self) -> str:
        """What was written since the last taking."""
        with suppress(OSError):  # the student's code may have closed it
            size = os.fstat(self._number).st_size
            if size:
                text = os.pread(self._number, min(size, MOST_TEXT), 0).decode("utf-8", "replace")
                os.ftruncate(self._number, 0)
                os.lseek(self._number, 0, os.SEEK_SET)
                return text
        return ""
