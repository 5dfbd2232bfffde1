"""A cluster for the length of a batch: connect, see that its workers fit, hand them the handout, and leave no trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ...errors import OperatorError
from ..fast.values import Graded, Handout, Task
from .fleet import Fleet
from .flights import Flights

if TYPE_CHECKING:
    from distributed import Client

CONNECTING = 10.0
"""Seconds that a scheduler and its first worker are waited for."""

_INSTALL = "pip install 'gapless[cluster]'"


class Cluster:
    """Grades submissions on workers elsewhere. `room` is how many are worth sending at once."""

    def __init__(self, flights: Flights, room: int) -> None:
        self._flights, self.room = flights, room

    def grade(self, task: Task) -> Graded:
        """Grade one submission; waits for it, so that each is asked for by a thread of its own.

        Raises CanNotGrade for one that ended two workers, and when no worker is left.
        """
        return self._flights.grade(task)


@contextmanager
def opened_cluster(address: str, handout: Handout, sandbox: bool) -> Iterator[Cluster]:
    """The cluster at a scheduler's address, or `local:N` for one of N processes on this machine.

    Raises OperatorError when it does not answer, or when a worker is not made as this process is; with `sandbox`, when
    a worker's sandbox does not hold.
    """
    with ExitStack() as stack:
        client = stack.enter_context(_client(address))
        batch = f"gapless-{uuid4().hex}"
        fleet = Fleet(client, address)
        fleet.admit_all(sandbox)
        client.register_plugin(_grader(batch, handout), name=batch)
        stack.callback(_forget, client, batch)
        flights = Flights(client, fleet, batch)
        stack.callback(flights.close)
        yield Cluster(flights, fleet.room())


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError:
        raise OperatorError(
            "Dask is not installed", f"--dask {address}", f"{_INSTALL}, here and on all workers."
        ) from None
    from dask import config

    quiet = {"distributed.admin.large-graph-warning-threshold": "1 TB"}  # submissions are sent one by one, on purpose
    with config.set(quiet), _silent(), ExitStack() as stack:
        given: Any = address
        number = _local(address)
        if number:
            # One thread each: whoever asks for N processes wants N submissions worked on at once.
            without: Any = {"dashboard_address": None}
            given = LocalCluster(n_workers=number, threads_per_worker=1, host="127.0.0.1", **without)
            stack.enter_context(given)
        try:
            client = Client(given, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError) as trouble:
            remedy = "Start `dask scheduler` and `dask worker`, and name the address that the scheduler prints."
            raise OperatorError(f"No Dask scheduler answers: {trouble}", address, remedy) from None
        yield stack.enter_context(client)


def _local(address: str) -> int:
    """How many processes of this machine are asked for; 0 when it is an address."""
    kind, _, number = address.partition(":")
    if kind != "local":
        return 0
    if not number.isdecimal() or not 1 <= int(number) <= 256:
        raise OperatorError("There is no such cluster", f"--dask {address}", "Give local:N with N from 1 to 256.")
    return int(number)


def _grader(batch: str, handout: Handout) -> Any:
    from .worker import Grader

    return Grader(batch, handout)


def _forget(client: Client, batch: str) -> None:
    """Take the handout from the workers; a cluster that is gone has forgotten it."""
    if client.status == "running":
        with suppress(OSError, TimeoutError):
            client.unregister_worker_plugin(batch)


@contextmanager
def _silent() -> Iterator[None]:
    """Dask tells in its log of each worker that it loses; the report tells of it in a sentence."""
    log = logging.getLogger("distributed")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)
