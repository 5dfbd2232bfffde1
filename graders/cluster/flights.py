"""Submissions on their way: each on one worker, sent again when that is lost, alone, and given up after two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ..fast.values import CanNotGrade, Graded, Task
from .fleet import Fleet, Machine

if TYPE_CHECKING:
    from distributed import Client, Future

DEATHS = 2
"""Workers that a submission may end before it is given up."""

EACH_LOOK = 0.2
"""Seconds between two looks at which workers are there."""

SETTLED = 40.0
"""Seconds until a look has told what became of the worker of a task that Dask gave up; a lost scheduler takes 30."""

WITHOUT = 60.0
"""Seconds that a batch waits for a worker when the last one is gone."""


class Flight:
    """One submission on one worker. `landed` is set when something became of it, `told` when we said what."""

    def __init__(self) -> None:
        self.landed, self.told, self.lost = Event(), Event(), False

    def tell(self, lost: bool) -> None:
        """Say what became of it: lost with its worker, or ended with the batch."""
        self.lost = self.lost or lost
        self.told.set()
        self.landed.set()


class Flights:
    """Sends submissions to the workers of a fleet. Safe for threads; `close` ends all that wait."""

    def __init__(self, client: Client, fleet: Fleet, batch: str) -> None:
        self._client, self._fleet, self._batch = client, fleet, batch
        self._changed = Condition()
        self._fault = ""
        self._over = Event()
        self._watch = Thread(target=self._look, name="gapless-fleet", daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop looking; whoever still waits is told that the batch was ended."""
        self._over.set()
        self._end("the batch was ended")
        self._watch.join()

    def grade(self, task: Task) -> Graded:
        """Send a submission until it is graded. Raises CanNotGrade when it, or the cluster, can't go on."""
        for deaths in range(DEATHS):
            # Everything that a lost worker had is under suspicion. What is sent again goes to a worker of its own, so
            # that the second loss tells which it was, and takes nobody else's with it.
            with self._berth(alone=deaths > 0) as (machine, flight):
                graded = self._flown(machine, flight, task)
            if graded is not None:
                return graded
        raise CanNotGrade("could not be graded, because it ended its machine twice")

    def _flown(self, machine: Machine, flight: Flight, task: Task) -> Graded | None:
        """What came of it; None when the worker was lost."""
        from .worker import grade

        future = self._client.submit(
            grade, self._batch, task, workers=[machine.address], allow_other_workers=False, pure=False
        )
        future.add_done_callback(lambda _: flight.landed.set())
        try:
            flight.landed.wait()
            return self._landed(flight, future)
        finally:
            future.cancel()

    def _landed(self, flight: Flight, future: Future[Graded]) -> Graded | None:
        from distributed import KilledWorker

        if not flight.told.is_set() and future.status == "finished":
            return future.result()
        if not flight.told.is_set() and future.status == "error":
            trouble = future.exception()
            if not isinstance(trouble, KilledWorker):
                return future.result()  # raises it
        # Dask gives tasks up by itself when a worker or the scheduler is lost; the next look tells which.
        if not flight.told.wait(SETTLED):
            raise CanNotGrade("could not be graded, because its task was cancelled on the cluster")
        if not flight.lost:
            raise CanNotGrade(self._fault)
        return None

    @contextmanager
    def _berth(self, alone: bool) -> Iterator[tuple[Machine, Flight]]:
        """Room on a worker, waited for; `alone` on one that does nothing else for this batch meanwhile."""
        flight, me = Flight(), object()
        with self._changed:
            machine = self._choose(me if alone else None)
            while machine is None and not self._fault:
                self._changed.wait()
                machine = self._choose(me if alone else None)
            if machine is None:
                raise CanNotGrade(self._fault)
            machine.flights.add(flight)
        try:
            yield machine, flight
        finally:
            with self._changed:
                machine.flights.discard(flight)
                if machine.kept_for is me:
                    machine.kept_for = None
                self._changed.notify_all()

    def _choose(self, me: object | None) -> Machine | None:
        """A worker with room now; for one that has to be alone, one is kept from filling up until it is empty."""
        machines = self._fleet.machines.values()
        if me is None:
            free = [machine for machine in machines if machine.has_room]
            return min(free, key=lambda machine: len(machine.flights) / machine.threads, default=None)
        kept = next((machine for machine in machines if machine.kept_for is me), None)
        if kept is None:
            free = [machine for machine in machines if machine.kept_for is None]
            kept = min(free, key=lambda machine: len(machine.flights), default=None)
            if kept is None:
                return None
            kept.kept_for = me
        return None if kept.flights else kept

    def _look(self) -> None:
        """Follow which workers are there, until the batch is over or the cluster is."""
        last = monotonic()
        while not self._over.wait(EACH_LOOK):
            try:
                there = self._fleet.there()
            except (OSError, TimeoutError):
                return self._end(f"the scheduler at {self._fleet.address} was lost")
            with self._changed:
                for machine in self._fleet.gone(there):
                    for flight in machine.flights:
                        flight.tell(lost=True)
            machines, _ = self._fleet.new(there)
            with self._changed:
                self._fleet.join(machines)
                last = monotonic() if self._fleet.machines else last
                self._changed.notify_all()
            if monotonic() - last > WITHOUT:
                return self._end(f"no worker of {self._fleet.address} was left")
        return None

    def _end(self, why: str) -> None:
        with self._changed:
            self._fault = self._fault or f"{why}. Grade again: what is graded is kept"
            for machine in self._fleet.machines.values():
                for flight in machine.flights:
                    flight.tell(lost=False)
            self._changed.notify_all()
