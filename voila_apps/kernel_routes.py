"""Jupyter's kernel addresses, for the owner of the kernel alone: to everybody else it is not there."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from .guard import Guard, JsonGuard


class Owned(Guard):
    """Refuses before anything of the kernel is touched."""

    async def prepare(self, *arguments: Any, **options: Any) -> None:  # type: ignore[override]
        """Only the owner goes on."""
        await super().prepare(*arguments, **options)
        if not self._finished:
            who, kernel_id = self.current_user, self.path_kwargs.get("kernel_id", "")
            if who is None or not self.stage.kernels.owned_by(kernel_id, self.somebody.username):
                raise HTTPError(404)


class OwnKernel(Owned, JsonGuard, KernelHandler):
    """GET and DELETE /api/kernels/<id>."""


class OwnChannels(Owned, VoilaKernelWebsocketHandler):
    """The websocket of a page's widgets; it can't run code, see `MESSAGES` in the server."""


class OwnShutdown(Owned, JsonGuard, VoilaShutdownKernelHandler):
    """POST /voila/api/shutdown/<id>: what a page sends when it is left."""
