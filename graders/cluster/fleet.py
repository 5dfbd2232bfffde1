"""The workers of a cluster as they come and go, and which of them fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from ...errors import OperatorError

if TYPE_CHECKING:
    from distributed import Client

    from .flights import Flight

FIRST = 30.0
"""Seconds that a cluster without workers is given to get one."""


@dataclass(eq=False)
class Machine:
    """One worker: how many threads it has, what it works on, and whom it is kept free for."""

    address: str
    threads: int
    flights: set[Flight] = field(default_factory=set)
    kept_for: object | None = None

    @property
    def has_room(self) -> bool:
        """Whether a submission may be sent: one a thread, and one that waits for the next thread to be free."""
        return self.kept_for is None and len(self.flights) <= self.threads


class Fleet:
    """The workers that may be used, by address. Not for threads: whoever shares it holds a lock."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self.address = client, address
        self.machines: dict[str, Machine] = {}
        self._seen: set[str] = set()
        self._sandbox = False

    def admit_all(self, sandbox: bool) -> None:
        """Take the workers that are there. Raises OperatorError where there is none, or one does not fit."""
        self._sandbox = sandbox
        try:
            self._client.wait_for_workers(1, timeout=FIRST)
        except TimeoutError:
            raise OperatorError("The cluster has no worker", self.address, "Start `dask worker` for it.") from None
        machines, unfit = self.new(self.there())
        self.join(machines)
        for address, why in unfit.items():
            remedy = "Use the same Python and install the same gapless[cluster] there, then start its worker anew."
            raise OperatorError(f"A worker can't be used: {why}", address, remedy)

    def room(self) -> int:
        """How many submissions the workers take at once, those that wait for a thread among them."""
        return sum(machine.threads + 1 for machine in self.machines.values())

    def there(self) -> Mapping[str, int]:
        """The threads of each worker that the scheduler knows of, by address. Raises OSError when it is lost."""
        if self._client.status != "running":
            raise ConnectionResetError("no scheduler")
        return cast(Mapping[str, int], self._client.nthreads())

    def gone(self, there: Mapping[str, int]) -> list[Machine]:
        """Drop the workers that are no longer there; they are given back."""
        lost = [machine for address, machine in self.machines.items() if address not in there]
        for machine in lost:
            del self.machines[machine.address]
        self._seen &= there.keys()
        return lost

    def new(self, there: Mapping[str, int]) -> tuple[list[Machine], dict[str, str]]:
        """The workers that came since and fit, and why the others do not, by address. Asks them: that takes a while."""
        new = [address for address in there if address not in self._seen]
        unfit = self._unfit(new) if new else {}
        self._seen |= set(new)
        return [Machine(address, there[address]) for address in new if address not in unfit], unfit

    def join(self, machines: Iterable[Machine]) -> None:
        """Use these from now on."""
        self.machines |= {machine.address: machine for machine in machines}

    def _unfit(self, addresses: list[str]) -> dict[str, str]:
        from .worker import facts

        said = cast(Mapping[str, Any], self._client.run(facts, workers=addresses, on_error="return"))
        ours, unfit = facts()[0], {}
        for address in addresses:
            match said.get(address):
                case (str(theirs), str(lacks)):
                    if theirs != ours:
                        unfit[address] = f"it runs {theirs}, this is {ours}"
                    elif lacks and self._sandbox:
                        unfit[address] = lacks
                case trouble:
                    unfit[address] = f"it can't load gapless: {trouble!r}"
        return unfit
