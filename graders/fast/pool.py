"""Works on many submissions at once and hands the results over as they come, in one thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from time import monotonic
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

GATHERING = 0.1
"""Seconds that a result waits for others to be written together with them."""


def enough() -> int:
    """How many submissions are worked on at once: one a core that this process may use, and one for those that wait."""
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def streamed(work: Callable[[Given], Made], given: Iterable[Given], workers: int) -> Iterator[list[Made]]:
    """What `work` makes of each, in batches of a few. Each is taken up only when there is room for it.

    The work itself happens in processes of its own; the threads wait for them. What `work` raises is raised.
    """
    queue = iter(given)
    pool = ThreadPoolExecutor(workers)
    pending: set[Future[Made]] = set()
    try:
        while True:
            pending |= {pool.submit(work, one) for one in islice(queue, 4 * workers - len(pending))}
            if not pending:
                break
            ready, pending = wait(pending, return_when=FIRST_COMPLETED)
            # Some at once: each batch of results is written to disk, and waits for it. But none waits for a slow one.
            until = monotonic() + GATHERING
            while pending and len(ready) < workers and (left := until - monotonic()) > 0:
                done, pending = wait(pending, left, return_when=FIRST_COMPLETED)
                ready |= done
            yield [one.result() for one in ready]
    finally:
        # Without waiting: whoever ends the batch early ends the processes that the threads wait for.
        pool.shutdown(wait=False, cancel_futures=True)
