"""Runs a notebook's cells for a page, so that one that fails never hides what comes after it."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_async
from nbclient.exceptions import DeadKernelError
from traitlets import default
from voila.execute import VoilaExecutor

_PROBE = (Path(__file__).parent / "probe.py").read_text(encoding="utf-8")
_START = """
def _gapless(source, paths, first):
    import sys, types
    probe = sys.modules["_gapless_probe"] = types.ModuleType("_gapless_probe")
    exec(compile(source, "<gapless>", "exec"), probe.__dict__)
    probe.start(paths, first)
_gapless({source!r}, {paths!r}, {first!r})
del _gapless
"""
_REPORT = "__import__('sys').modules['_gapless_probe'].report()"
CELL_SECONDS = 60
START_SECONDS = 60
PROBE_SECONDS = 10
# Widgets of a kernel that took a dead one's place are numbered from here, so that none is taken for an earlier one.
IDS_A_KERNEL = 100_000


class PageExecutor(VoilaExecutor):
    """Voila's executor; every cell runs, errors are kept in the cell's outputs, each step has a time limit."""

    @default("timeout")
    def _cell_seconds(self) -> int:
        return CELL_SECONDS

    @default("startup_timeout")
    def _start_seconds(self) -> int:
        return START_SECONDS

    @default("interrupt_on_timeout")
    def _interrupts(self) -> bool:
        return True

    @default("allow_errors")
    def _goes_on(self) -> bool:
        return True

    deaths = 0
    _paths: Sequence[str] = ()

    async def connect(self, paths: Sequence[str]) -> None:
        """Wait for the kernel, then prepare it. Raises RuntimeError when it does not start in time."""
        self._paths = list(paths)
        self.kc = await self.async_start_new_kernel_client()
        await self._ask(_START.format(source=_PROBE, paths=self._paths, first=1 + self.deaths * IDS_A_KERNEL))

    async def run(self, cell: nbformat.NotebookNode, index: int) -> nbformat.NotebookNode:
        """Run one cell; what went wrong stands in its outputs, and the next can follow."""
        try:
            return await self.async_execute_cell(cell, index, store_history=False)
        except TimeoutError:
            cell["outputs"] = [_failed("Timeout", f"It ran for more than {CELL_SECONDS} seconds.")]
        except DeadKernelError:
            cell["outputs"] = [_failed("Crash", "It ended its own kernel.")]
            await self._replace()
        return cell

    async def _replace(self) -> None:
        """A new kernel for the cells that are left: the check below must still be shown."""
        assert self.km is not None and self.kc is not None
        self.deaths += 1
        self.kc.stop_channels()
        await ensure_async(self.km.restart_kernel(now=True))
        await self.connect(self._paths)

    async def reasons(self) -> list[str]:
        """Why the notebook needs a kernel, once it has run; see `probe`."""
        reply = await self._ask("", {"reasons": _REPORT})
        answer = (reply or {}).get("content", {}).get("user_expressions", {}).get("reasons", {})
        if answer.get("status") != "ok":
            return ["It could not be looked at after it ran."]
        return ast.literal_eval(answer["data"]["text/plain"])

    async def _ask(self, code: str, expressions: dict[str, str] | None = None) -> dict[str, Any] | None:
        assert self.kc is not None
        request = self.kc.execute(code, silent=True, store_history=False, user_expressions=expressions or {})
        try:
            return await asyncio.wait_for(self._reply(request), PROBE_SECONDS)
        except TimeoutError:
            return None

    async def _reply(self, request: str) -> dict[str, Any]:
        assert self.kc is not None
        while True:
            reply = await ensure_async(self.kc.shell_channel.get_msg(timeout=None))
            if reply["parent_header"].get("msg_id") == request:
                return reply

    def should_strip_error(self) -> bool:
        """No: the template shows no error's text anyway, and the teacher's log needs it."""
        return False


def _failed(name: str, words: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("error", ename=name, evalue=words, traceback=[])
