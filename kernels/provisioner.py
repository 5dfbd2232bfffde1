"""`gapless-fork`: Jupyter's kernels, forked instead of started. See docs/reference/kernels.md."""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Dict, List, Unicode

from ..errors import OperatorError
from . import kernel
from .child import Child
from .server import Zygote
from .shared import shared_zygote
from .values import Cage, Limits

NAME = "gapless-fork"
_TARGET = "gapless.kernels.kernel:run"
_READY_SECONDS = 30.0
_MOMENT = 1.0
"""Seconds a kernel gets to end by itself before its manager begins to look."""
_READY = 3
"""The descriptor on which a kernel says that it is bound."""

# The stock clients, and those that take their place beside a forked kernel.
_QUICK: Mapping[str, str] = {
    "jupyter_client.asynchronous.AsyncKernelClient": "gapless.kernels.client.QuickClient",
    "jupyter_client.asynchronous.client.AsyncKernelClient": "gapless.kernels.client.QuickClient",
    "jupyter_client.blocking.BlockingKernelClient": "gapless.kernels.client.QuickBlockingClient",
    "jupyter_client.blocking.client.BlockingKernelClient": "gapless.kernels.client.QuickBlockingClient",
}


class ForkProvisioner(LocalProvisioner):
    """Forks IPython kernels from a shared fork server, talks to them by local sockets, and spawns all other kernels.

    A kernel that can't be forked is spawned as stock Jupyter would, after what was begun is gone. A caged one is not,
    unless `strict` is off: then starting it raises OperatorError.
    """

    preload = List(Unicode(), help="Modules to load before kernels are forked. None may start threads.").tag(
        config=True
    )
    known = List(Unicode(), help="Environment variables that modules of `preload` read when they load.").tag(
        config=True
    )
    caged = Bool(False, help="Whether kernels live in a cage: no network, no files but those named.").tag(config=True)
    strict = Bool(True, help="Whether a caged kernel that can't be forked is refused, or else spawned.").tag(
        config=True
    )
    read = List(Unicode(), help="Folders and files a caged kernel may read, besides its working folder.").tag(
        config=True
    )
    write = List(Unicode(), help="Folders a caged kernel may also write in.").tag(config=True)
    limits = Dict(help="Limits by name, see gapless.kernels.Limits.").tag(config=True)

    child: Child | None = None
    _sockets: Path | None = None

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel that was not seen to its end yet."""
        return self.child is not None or super().has_process

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prefer local sockets to TCP, which everybody on the machine could listen to, and quick clients."""
        manager = self.parent
        if manager is not None and self._forkable(manager.kernel_spec.argv):
            self._take_sockets(manager)
            manager.client_class = _QUICK.get(manager.client_class, manager.client_class)
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel; the connection's facts, once it is bound."""
        arguments = self._forkable(cmd)
        streams = [kwargs.get(name) for name in ("stdin", "stdout", "stderr")]
        if arguments is None or subprocess.PIPE in streams:
            return await self._spawn(
                cmd, kwargs, "this kernel is no IPython kernel of this Python, or is read by pipes"
            )
        try:
            await self._fork_unless_cancelled(arguments, streams, kwargs)
        except OperatorError as trouble:
            return await self._spawn(cmd, kwargs, str(trouble))
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self.child.poll() if self.child is not None else await super().poll()

    async def wait(self) -> int | None:
        """Wait for the end; the exit code."""
        if (child := self.child) is None:
            return await super().wait()
        while (code := child.poll()) is None:
            await _ended(child)
        self.child = None
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started."""
        if self.child is None:
            await super().send_signal(signum)
        elif signum != 0:
            self.child.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and all that it started."""
        if self.child is None:
            await super().kill(restart)
        else:
            self.child.kill()  # takes milliseconds

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Give the kernel a moment, so that its manager, who looks every tenth of a second, finds it ended."""
        if self.child is not None:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(_ended(self.child), _MOMENT)

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing behind."""
        if self.child is not None:
            self.child.kill()
            self.child = None
        if self._sockets is not None and not restart:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None
        await super().cleanup(restart)

    def _forkable(self, cmd: Sequence[str]) -> list[str] | None:
        """The kernel's arguments, None when it is no IPython kernel of this very Python."""
        if not cmd or (cmd[0] not in _OWN_NAMES and Path(cmd[0]) != Path(sys.executable)):
            return None
        options = [word for word in cmd[1:] if not word.startswith("-Xfrozen_modules")]
        return list(options[2:]) if options[:2] == ["-m", "ipykernel_launcher"] else None

    def _take_sockets(self, manager: Any) -> None:
        unused = manager.transport == "tcp" and not manager.shell_port
        # The stock name for sockets is relative, and client and kernel stand in different folders.
        relative = manager.transport == "ipc" and not Path(manager.ip).is_absolute()
        # A caged kernel may write where its sockets are, so nobody else's may be there.
        if unused or relative or (self.caged and self._sockets is None):
            self._sockets = self._sockets or Path(tempfile.mkdtemp(prefix="gapless-kernel-"))
            manager.transport, manager.ip = "ipc", str(self._sockets / "s")

    async def _fork_unless_cancelled(self, arguments: list[str], streams: list[Any], options: dict[str, Any]) -> None:
        forking = asyncio.ensure_future(asyncio.to_thread(self._fork, arguments, streams, options))
        try:
            await asyncio.shield(forking)
        except asyncio.CancelledError:
            # The thread goes on all the same; what it made would be nobody's.
            with suppress(OperatorError):
                await forking
            await self.cleanup()
            raise

    def _fork(self, arguments: list[str], streams: list[Any], options: Mapping[str, Any]) -> None:
        place = Path(options.get("cwd") or Path.cwd())
        environment = {**options.get("env", os.environ)}
        if self.caged:
            environment |= {"HOME": self._own, "TMPDIR": self._own, "IPYTHONDIR": f"{self._own}/ipython"}
        bound, binder = os.pipe()
        try:
            with _descriptors(streams) as (stdin, stdout, stderr):
                child = self._zygote(environment).fork(
                    _TARGET,
                    {"argv": arguments, "ready": _READY, "caged": self.caged},
                    cwd=place,
                    environment=environment,
                    stdin=stdin,
                    stdout=stdout,
                    stderr=stderr,
                    pass_fds={binder: _READY},
                    limits=Limits(**self.limits) if self.limits else None,
                    cage=self._cage(place) if self.caged else None,
                )
            os.close(binder)
            binder = -1
            _await_bound(child, bound)
        finally:
            os.close(bound)
            if binder >= 0:
                os.close(binder)
        self.child, self.pid, self.pgid, self.cwd = child, child.pid, child.pid, place

    def _zygote(self, environment: Mapping[str, str]) -> Zygote:
        return shared_zygote((*kernel.PRELOAD, *self.preload), {**kernel.START, **environment}, self.known)

    @property
    def _own(self) -> str:
        """The folder of the kernel's sockets, which is all its own."""
        return str(Path(self.connection_info.get("ip", "")).parent)

    def _cage(self, place: Path) -> Cage:
        assert self.parent is not None
        settings = Path(self.parent.connection_file).resolve()
        return Cage(
            (place, settings, *(place / name for name in self.read)),
            (Path(self._own), *(place / name for name in self.write)),
        )

    async def _spawn(self, cmd: list[str], options: Mapping[str, Any], why: str) -> KernelConnectionInfo:
        if self.caged and self.strict:
            raise OperatorError(
                f"A caged kernel can't be started: {why}", "", "`gapless doctor` tells what is missing."
            )
        self.log.warning("This kernel is spawned instead of forked: %s", why)
        return await super().launch_kernel(cmd, **options)


_OWN_NAMES = ("python", "python3", f"python{sys.version_info.major}.{sys.version_info.minor}")


def forked(spec: KernelSpec, **config: Any) -> KernelSpec:
    """Have the kernels of this spec forked, with the provisioner's traits as `config`; on Linux, else as they were.

    Works in this process even where gapless is not installed but run from a folder.
    """
    if sys.platform.startswith("linux"):
        group, value = KernelProvisionerFactory.GROUP_NAME, "gapless.kernels.provisioner:ForkProvisioner"
        KernelProvisionerFactory.provisioners.setdefault(NAME, EntryPoint(NAME, value, group))
        spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAME, "config": config}}
    return spec


class ForkedKernels(AsyncKernelManager):
    """Jupyter's manager of one kernel, which is forked."""

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The spec of its kernel's name."""
        spec = super().kernel_spec
        return None if spec is None else forked(spec)


@contextmanager
def _descriptors(streams: list[Any]) -> Iterator[list[int | None]]:
    """Standard streams as stock Jupyter gives them to a kernel: its input is empty, its outputs are this process's."""
    with Path(os.devnull).open("r+b", buffering=0) as nothing:
        given = [subprocess.DEVNULL if streams[0] is None else streams[0]]
        given += [number if stream is None else stream for number, stream in enumerate(streams[1:], start=1)]
        yield [
            nothing.fileno() if _closed(each) else each if isinstance(each, int) else each.fileno() for each in given
        ]


def _closed(stream: Any) -> bool:
    if not isinstance(stream, int):
        return False
    try:
        os.fstat(stream)  # DEVNULL is a number that no descriptor has
    except OSError:
        return True
    return False


def _await_bound(child: Child, bound: int) -> None:
    """Wait until the kernel's sockets are bound. Raises OperatorError, after the child is gone, when they aren't."""
    poll = select.poll()
    for descriptor in (bound, child.fileno()):
        poll.register(descriptor, select.POLLIN)
    ready = [descriptor for descriptor, _ in poll.poll(1000 * _READY_SECONDS)]
    if bound in ready and os.read(bound, 1):
        return
    why = "took too long to start" if not ready else "ended while it started"
    child.kill()
    remedy = "Start it with `python -m ipykernel_launcher` and see what it says."
    raise OperatorError(f"A forked kernel {why} (exit code {child.poll()})", "", remedy)


async def _ended(child: Child) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(child.fileno(), ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(child.fileno())
