"""Running a course's notebooks as pages, for `gapless check`: what fails, and what will need a kernel and why."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ..errors import AuthorError
from ..voila_apps.assets import Assets
from ..voila_apps.catalog import Catalog
from ..voila_apps.render import Fault, Sheet, make_environment
from ..voila_apps.snapshot import take_snapshot


class PageRuns:
    """Runs notebooks of one course by the renderer that serves them. `reasons` fills by notebook as they run."""

    def __init__(self, course: Path) -> None:
        self._catalog, self._assets = Catalog(course), Assets()
        self._environment = make_environment(self._assets)
        self.reasons: dict[str, Sequence[str]] = {}

    def __call__(self, course: Path, file: str) -> list[AuthorError]:
        """Run the notebook `file`, a path inside the course; the cells that fail. Safe for several threads."""
        sheet = Sheet(PurePosixPath(file).parent.name, file)
        page = asyncio.run(take_snapshot(sheet, self._catalog, self._assets, self._environment))
        if page.reasons:
            self.reasons[file] = page.reasons
        return [_told(file, fault) for fault in page.faults]


def _told(file: str, fault: Fault) -> AuthorError:
    # Pages count cells from 0, authors from 1.
    return AuthorError(f"{fault.words.rstrip('.')}.", "Mend the cell.", file, fault.cell + 1)
