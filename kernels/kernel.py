"""What a forked child does to become an IPython kernel."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

PRELOAD = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",  # imported by every kernel, 75 ms
    "ipykernel.zmqshell",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "gapless.kernels.kernel",
)
"""Modules that every kernel imports, for its fork server."""

INLINE = "module://matplotlib_inline.backend_inline"

START = {"MPLBACKEND": INLINE}
"""What a kernel's environment is, unless it is told otherwise, and a fork server must know when it loads matplotlib."""

_OURS = 1
"""The parent a kernel is told of: one that need not be watched, since the kernel of Linux does that."""

_GOODBYE = 0.5
"""Seconds a kernel may take for its last messages."""


def run(argv: Sequence[str], ready: int, caged: bool) -> None:
    """Be the kernel that `python -m ipykernel_launcher` with these arguments would be.

    `ready` is a descriptor that gets one byte when all sockets are bound.
    """
    from ipykernel import kernelapp

    sys.argv = ["ipykernel_launcher", *argv]
    if caged:
        # The pipe for what forked processes print is bound to a TCP port, which aborts where there is no network.
        kernelapp.IOPubThread = partial(_without_pipe, kernelapp.IOPubThread)  # type: ignore[misc]
    app = (_caged(kernelapp) if caged else kernelapp.IPKernelApp).instance(parent_handle=_OURS)
    if caged and not any("HistoryManager" in word for word in argv):
        argv = [*argv, "--HistoryManager.hist_file=:memory:"]  # there is no home to keep a history in
    app.initialize(list(argv))
    if (ipywidgets := sys.modules.get("ipywidgets")) is not None:
        ipywidgets.load_ipython_extension(app.shell)  # it was loaded where there was no kernel to tell
    if caged:
        _live_in_a_cage(app)
    os.write(ready, b"1")
    os.close(ready)
    app.start()
    _leave(app)


def _without_pipe(thread: Any, *arguments: Any, **options: Any) -> Any:
    return thread(*arguments, **{**options, "pipe": False})


def _caged(kernelapp: Any) -> Any:
    class CagedKernelApp(kernelapp.IPKernelApp):
        """A kernel out of its debugger's reach: nothing connects in a cage, so it need not try ten times a second."""

        def _apply_curve_client_options(self, socket: Any) -> None:
            super()._apply_curve_client_options(socket)
            socket.reconnect_ivl = -1

    return CagedKernelApp


def _live_in_a_cage(app: Any) -> None:
    """Without terminals and without a list of processes: what it started ends together with it anyway."""
    app.shell.system = partial(_run_command, app.shell)
    app.shell.getoutput = partial(_output_of, app.shell)
    app.kernel._process_children = list


def _command(shell: Any, command: str, depth: int) -> subprocess.Popen[str]:
    expanded = shell.var_expand(command, depth=depth + 1)
    return subprocess.Popen(expanded, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _run_command(shell: Any, command: str) -> None:
    with _command(shell, command, 1) as running:
        for line in running.stdout or ():
            print(line, end="")
    shell.user_ns["_exit_code"] = running.returncode


def _output_of(shell: Any, command: str, split: bool = True, depth: int = 0) -> Any:
    from IPython.utils.text import SList

    text = _command(shell, command, depth + 1).communicate()[0]
    return SList(text.splitlines()) if split else text


def _leave(app: Any) -> None:
    """End as a kernel does, but without its seconds of waiting for its own threads."""
    atexit.unregister(app.close)
    atexit.unregister(app.iopub_thread.stop)
    atexit._run_exitfuncs()
    last = threading.Thread(target=app.close, daemon=True)
    last.start()
    last.join(_GOODBYE)
