"""What the tests' Dask workers load first: a submission that ends its worker, and one that holds it.

A notebook that says `# hold` writes the id of the process that works on it to `held` in the folder HELD_IN, once, and
waits to be killed; when it is sent again it is graded. One that says `# pill` kills its process, once that one is gone.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from gapless.graders.cluster import worker
from gapless.graders.fast import task as grading
from gapless.graders.fast.values import Graded, Task


def grade_submission(task: Task, *more: Any) -> Graded:
    """As on any worker, but for what the tests need."""
    text = b"".join(task.notebooks.values())
    mark = Path(os.environ["HELD_IN"]) / "held"
    if b"# pill" in text:
        while not mark.exists() or Path("/proc", mark.read_text(encoding="utf-8")).exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)
    if b"# hold" in text and not mark.exists():
        grading.grade_submission(task, *more)  # so that there is a fork server to be left behind
        mark.with_suffix(".new").write_text(str(os.getpid()), encoding="utf-8")
        mark.with_suffix(".new").rename(mark)
        time.sleep(60)
    return grading.grade_submission(task, *more)


worker.grade_submission = grade_submission
