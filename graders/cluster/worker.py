"""What happens on a worker: one fork server, kept from the first task to the end of the batch."""

from __future__ import annotations

import hashlib
import platform
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import WorkerPlugin, get_worker

from ...errors import OperatorError
from ...kernels import require_sandbox
from ..fast.examiners import opened_examiner
from ..fast.task import grade_submission
from ..fast.values import CanNotGrade, Graded, Handout, Task
from ..strict import Examiner

ROOT = Path(__file__).parents[2]


class Grader(WorkerPlugin):
    """Holds a batch's handout on a worker, and the examiner that its tasks share."""

    def __init__(self, name: str, handout: Handout) -> None:
        self.name, self._handout = name, handout

    def setup(self, worker: Any) -> None:
        """Begin with nothing open: a fork server takes a second to start, and this is called on the worker's loop."""
        self._lock, self._open = Lock(), ExitStack()
        self._examiner: Examiner | None = None

    def teardown(self, worker: Any) -> None:
        """End the fork server and whatever it runs."""
        self._open.close()

    def grade(self, task: Task) -> Graded:
        """Grade one submission; several threads of the worker may do so at once."""
        try:
            return grade_submission(task, self._handout, self._opened())
        except Exception as trouble:  # noqa: BLE001  told on, in words
            # In words: an exception that can't be sent would leave the caller waiting.
            raise CanNotGrade(f"{type(trouble).__name__}: {trouble}") from None

    def _opened(self) -> Examiner:
        with self._lock:
            if self._examiner is None:
                self._examiner = self._open.enter_context(opened_examiner(self._handout))
            return self._examiner


def grade(batch: str, task: Task) -> Graded:
    """One task of the cluster: `batch` is the name of the plugin that holds what all of them share."""
    plugin = get_worker().plugins[batch]
    assert isinstance(plugin, Grader)
    return plugin.grade(task)


def facts() -> tuple[str, str]:
    """What has to be the same on all machines, and what the sandbox lacks here, "" for nothing."""
    try:
        require_sandbox()
    except OperatorError as trouble:
        return _same(), trouble.what
    return _same(), ""


@cache
def _same() -> str:
    """Python's version, and a digest of the code that grades."""
    digest = hashlib.sha256()
    for path in sorted(path for room in ("graders", "kernels") for path in (ROOT / room).rglob("*.py")):
        digest.update(path.read_bytes())
    return f"Python {'.'.join(platform.python_version_tuple()[:2])}, gapless {digest.hexdigest()[:12]}"
