"""Live pages: the same template with a kernel behind it, for lessons whose widgets call Python."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async
from tornado.iostream import StreamClosedError

from .kernels import owner_now
from .render import PageRenderer

if TYPE_CHECKING:
    from ..records.values import Person
    from .guard import Guard

QUEUE_SECONDS = 10
_BUSY = (
    "Many pages are computing now",
    "Your place is kept. This page tries again by itself in 10 seconds.",
)


async def send_live(handler: Guard, name: str, seen: Person | None = None) -> None:
    """Run the lesson in a kernel of this person's own and send it as its cells finish.

    `seen` is the student as whom a teacher looks.
    """
    stage = handler.stage
    if stage.kernels.full:
        _tell_queue(handler, name)
        return
    async with stage.builds:
        # Asked again: others may have come first while this one waited.
        if stage.kernels.full:
            _tell_queue(handler, name)
            return
        renderer = PageRenderer(stage.shelf.sheets[name], stage.shelf.catalog, stage.assets, stage.shelf.environment)
        renderer.seen = seen
        await renderer.initialize()
        owner_now.set(handler.somebody.username)
        kernel_id = await ensure_async(stage.kernels.start_kernel(cwd=renderer.cwd))
        sent = False
        try:
            sent = await _send_pieces(handler, renderer, kernel_id)
        finally:
            if not sent and kernel_id in stage.kernels:
                await asyncio.shield(stage.kernels.shutdown_kernel(kernel_id, now=True))


async def _send_pieces(handler: Guard, renderer: PageRenderer, kernel_id: str) -> bool:
    """Whether the whole page went out."""
    _ = handler.xsrf_token  # sets the cookie that the shutdown beacon needs
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    manager = handler.stage.kernels.get_kernel(kernel_id)
    try:
        async for piece, _ in renderer.pieces(kernel_id, _ready(manager), shown_id=kernel_id):
            handler.write(piece)
            await handler.flush()
    except StreamClosedError:
        # The reader has left: nobody will ever connect to this kernel.
        return False
    await handler.finish()
    for fault in renderer.faults:
        handler.log.warning("A step could not be shown: %s", fault)
    return True


async def _ready(manager: Any) -> Any:
    return manager


def _tell_queue(handler: Guard, name: str) -> None:
    handler.set_header("Retry-After", str(QUEUE_SECONDS))
    handler.set_header("Refresh", str(QUEUE_SECONDS))
    still = f"{handler.request.path}?still=1"
    handler.show_message(*_BUSY, "Read the lesson without its moving parts", still, 503)
