"""Kernels of pages: started with a scrubbed environment, each bound to one person, never more than fit."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int

from ..kernels import cage_holds
from ..kernels.provisioner import forked

# What a kernel may know of the machine. A list of what is let in, because nobody can list every secret.
_LET_IN = ("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH")
_SET = {"GAPLESS_PAGE": "1", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "JUPYTER_PLATFORM_DIRS": "1"}
_PRELOAD = ["ipywidgets", "anywidget", "gapless.widgets.check", "gapless.widgets.practice"]
# Long enough for a slow page to connect or a lost connection to come back.
IDLE_SECONDS = 180
LEFT_OPEN_SECONDS = 1800
CULL_EVERY_SECONDS = 30
EACH_PERSON = 3

owner_now: ContextVar[str] = ContextVar("owner_now", default="")


def page_environment(place: Path | str, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a page's kernel: nothing of the server's but the place of its tools and its language.

    `place` is where it may keep what IPython writes; the startup scripts and history in a home are not a page's.
    """
    return {name: outer[name] for name in _LET_IN if name in outer} | _SET | {"IPYTHONDIR": str(place)}


class OwnPythonOnly(KernelSpecManager):
    """Knows one kernel, that of this very Python: a kernelspec left in a home folder can't take its place.

    It is forked with what lessons import, and lives in a cage where this machine has one: a lesson that hands what a
    student types to `eval` then gives away nothing but the course.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kernel_dirs = []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The one there is. Raises NoSuchKernel."""
        spec = super().get_kernel_spec(kernel_name)
        # A lesson stands in a folder of its course.
        return forked(spec, preload=_PRELOAD, known=["GAPLESS_PAGE"], caged=_caged(), strict=False, read=[".."])


def _caged(outer: Mapping[str, str] = os.environ) -> bool:
    return cage_holds() and outer.get("GAPLESS_PAGE_CAGE") != "off"


class PersonalKernels(AsyncMappingKernelManager):
    """Kernels by owner. `owner_now` names whom the kernel started next in this context belongs to."""

    most = Int(24, help="How many kernels may live at once.")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.owners: dict[str, str] = {}
        self.cull_idle_timeout, self.cull_interval = IDLE_SECONDS, CULL_EVERY_SECONDS

    @property
    def full(self) -> bool:
        """Whether one more kernel would be too many."""
        return len(self.owners) >= self.most

    def owned_by(self, kernel_id: str, person: str) -> bool:
        """Whether this kernel lives and is this person's."""
        return bool(person) and self.owners.get(kernel_id) == person and kernel_id in self

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]  # the base names them one by one
        """Start a kernel for `owner_now`, ending that person's oldest where they have several."""
        owner, kernel_id = owner_now.get(), str(uuid.uuid4())
        await self._make_room(owner)
        # Taken before the first await, so that two arrivals can't share the last place.
        self.owners[kernel_id] = owner
        options["env"] = page_environment(Path(self.connection_dir) / "ipython")
        try:
            return await super().start_kernel(**{**options, "kernel_id": kernel_id})
        except BaseException:
            self.owners.pop(kernel_id, None)
            raise

    async def end_all_of(self, person: str) -> None:
        """End every kernel of this person."""
        await self._end(self._of(person))

    def _of(self, person: str) -> list[str]:
        return [kernel_id for kernel_id, owner in self.owners.items() if owner == person and kernel_id in self]

    async def _make_room(self, person: str) -> None:
        theirs = self._of(person)
        await self._end(theirs[: max(0, len(theirs) - EACH_PERSON + 1)])

    async def _end(self, kernel_ids: list[str]) -> None:
        for kernel_id in kernel_ids:
            if kernel_id in self:
                await self.shutdown_kernel(kernel_id, now=True)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel nobody has touched for long: minutes without a page, half an hour with one."""
        kernel = self._kernels[kernel_id]
        allowed = LEFT_OPEN_SECONDS if self._kernel_connections.get(kernel_id) else IDLE_SECONDS
        idle = (datetime.now(UTC) - kernel.last_activity).total_seconds()
        if idle > allowed and kernel.execution_state != "busy":
            await self.shutdown_kernel(kernel_id, now=True)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended, and whose it was."""
        self.owners.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)


@asynccontextmanager
async def nobodys_kernel(folder: Path) -> AsyncIterator[AsyncKernelManager]:
    """A kernel that runs one notebook in `folder` and is gone afterwards, whatever happened."""
    place = Path(tempfile.mkdtemp(prefix="gapless-"))
    manager = AsyncKernelManager(
        kernel_name=NATIVE_KERNEL_NAME,
        kernel_spec_manager=OwnPythonOnly(),
        transport="ipc",
        connection_file=str(place / "kernel.json"),
        ip=str(place / "ipc"),
    )
    try:
        await manager.start_kernel(cwd=str(folder), env=page_environment(place / "ipython"))
        yield manager
    finally:
        # Shielded: a server that stops in the middle of a build must not leave the kernel behind.
        await asyncio.shield(_end(manager, place))


async def _end(manager: AsyncKernelManager, place: Path) -> None:
    if manager.has_kernel:
        await manager.shutdown_kernel(now=True)
    await ensure_async(manager.cleanup_resources())
    shutil.rmtree(place, ignore_errors=True)
