"""A client that knows its kernel is ready as soon as it is; the stock one always waits 0.2 s longer."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_core.utils import ensure_async, run_sync

_PATIENCE = 1.0
"""Seconds until an answer is asked for again."""


class _Quick:
    """Waits for two answers: the first says that the kernel lives, the second that its broadcasts arrive here."""

    async def _async_wait_for_ready(self: Any, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not (await self._answered() and await self._heard()):
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answered(self: Any) -> bool:
        """Whether the kernel answers a request within a second, and its broadcasts begin to arrive."""
        asked = self.kernel_info()
        try:
            reply = await self._async_recv_reply(asked, timeout=_PATIENCE)
            await ensure_async(self.iopub_channel.get_msg(timeout=_PATIENCE))
        except (Empty, TimeoutError):
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _heard(self: Any) -> bool:
        """Whether the end of one more request is broadcast; everything before it belongs to the start."""
        asked = self.kernel_info()
        try:
            await self._async_recv_reply(asked, timeout=_PATIENCE)
            while not _ends(await ensure_async(self.iopub_channel.get_msg(timeout=_PATIENCE)), asked):
                pass
        except (Empty, TimeoutError):
            return False
        return True


class QuickClient(_Quick, AsyncKernelClient):
    """An `AsyncKernelClient` whose `wait_for_ready` takes two round trips."""

    wait_for_ready = _Quick._async_wait_for_ready


class QuickBlockingClient(_Quick, BlockingKernelClient):
    """A `BlockingKernelClient` whose `wait_for_ready` takes two round trips."""

    wait_for_ready = run_sync(_Quick._async_wait_for_ready)


def _ends(message: dict[str, Any], asked: str) -> bool:
    ours = message["parent_header"].get("msg_id") == asked
    return ours and message["content"].get("execution_state") == "idle"
