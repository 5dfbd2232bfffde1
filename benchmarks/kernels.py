"""How long until a kernel can be used, and what memory is its own: forked, forked into a cage, and stock.

All three are started in turn, by Jupyter's own manager and client, in this process. A kernel counts as ready when the
client's `wait_for_ready` returns: it has answered, and its broadcasts arrive. Memory is what it shares with no other
process (Private_… of /proc/PID/smaps_rollup) after one line has run in it. The fork server is started before, once, and
told separately. Processor time until ready, of kernel and manager together, is what an idle machine takes. A notebook
is nbclient's, four cells with start and end.
Run: python benchmarks/kernels.py [--json] [--quick]
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common import Figure, median, options, percentile, show
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from gapless.kernels import Zygote, layers
from gapless.kernels.kernel import PRELOAD
from gapless.kernels.provisioner import ForkedKernels, forked

MEGABYTE = 1_000_000
CELLS = ("x = 1", "print(x)", "import math; math.sqrt(x)", "[n * n for n in range(100)]")
READY = ("≤", 60.0)
MEMORY = ("≤", 22.0)


class CagedKernels(ForkedKernels):
    """Forked kernels in a cage."""

    @property
    def kernel_spec(self) -> Any:
        """The spec of its kernel's name."""
        spec = super().kernel_spec
        return None if spec is None else forked(spec, caged=True)


class StockKernels(AsyncKernelManager):
    """Kernels as Jupyter starts them, without their warning on standard error."""

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # the base names them one by one
        """Start it."""
        await super().start_kernel(**{**options, "stderr": asyncio.subprocess.DEVNULL})


@dataclass
class Side:
    """One way to start kernels, and what was measured: milliseconds and megabytes."""

    make: Callable[..., Any]
    ready: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    notebook: list[float] = field(default_factory=list)

    async def round(self, folder: str) -> None:
        """One kernel, and one notebook in another."""
        await self._start(folder)
        notebook = new_notebook(cells=list(map(new_code_cell, CELLS)))
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, kernel_manager_class=self.make, kernel_name="python3", resources=resources)
        began = time.perf_counter()
        await client.async_execute()
        self.notebook.append(1000 * (time.perf_counter() - began))

    async def _start(self, folder: str) -> None:
        manager = self.make(kernel_name="python3")
        began, ours = time.perf_counter(), time.process_time()
        await manager.start_kernel(cwd=folder)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(60)
            self.ready.append(1000 * (time.perf_counter() - began))
            self.cpu.append(1000 * (time.process_time() - ours) + ran(manager.provisioner.pid))
            await client.execute_interactive("x = 1", timeout=60)
            self.memory.append(unique(manager.provisioner.pid))
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)


def unique(pid: int) -> float:
    """Megabytes that no other process has a part in."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Private_")) / MEGABYTE


def ran(pid: int) -> float:
    """Milliseconds of processor time of a process so far, by the scheduler's own count."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e6


def figures(sides: Mapping[str, Side], server: float) -> list[Figure]:
    """What is told: the goals are the forked kernels'; the cage may cost nothing of them."""
    told = [Figure("fork_server_start_ms", server, "ms")]
    for name, side in sides.items():
        ours = name != "stock"
        told += [
            Figure(f"{name}_ready_p50_ms", median(side.ready), "ms", READY if ours else None),
            Figure(f"{name}_ready_p95_ms", percentile(side.ready, 95), "ms"),
            Figure(f"{name}_ready_cpu_p50_ms", median(side.cpu), "ms"),
            Figure(f"{name}_unique_mb", median(side.memory), "MB", MEMORY if ours else None),
            Figure(f"{name}_notebook_p50_ms", median(side.notebook), "ms"),
        ]
    return told


def main() -> int:
    """Measure, and tell."""
    wanted = options(__doc__ or "")
    for layer in layers():
        print(f"  {layer.name}: {'holds' if layer.holds else 'MISSING'}, {layer.why}")
    began = time.perf_counter()
    with Zygote(PRELOAD):
        server = 1000 * (time.perf_counter() - began)
    sides = {"forked": Side(ForkedKernels), "caged": Side(CagedKernels), "stock": Side(StockKernels)}
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(sides, 5 if wanted.quick else 40, folder))
    return show("kernels", figures(sides, server), as_json=wanted.json)


async def measure(sides: Mapping[str, Side], rounds: int, folder: str) -> None:
    """Take turns, after one round that nobody counts: it starts the fork server."""
    os.environ.setdefault("PYTHONHASHSEED", "0")
    for side in sides.values():
        await Side(side.make).round(folder)
    for _ in range(rounds):
        for side in sides.values():
            await side.round(folder)


if __name__ == "__main__":
    sys.exit(main())
