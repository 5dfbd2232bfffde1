"""IPython without a kernel around it: cells run as in a notebook, and what they put out is recorded.

Made when this is imported, which is once in a zygote: a fork finds it ready. It keeps no history and starts no thread.
"""

from __future__ import annotations

import builtins
import sys
import tempfile
import types
from pathlib import Path
from typing import Any

from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .recorder import Hook, Publisher, Recorder, Stream

_HERE = str(Path(__file__).parent)
NO_INPUT = "raw_input was called, but this frontend does not support input requests."
NO_SHELL = "Shell lines are not run while work is graded: {line}\n"


class Shell(InteractiveShell):
    """An interactive shell whose outputs go to `recorder`."""

    def __init__(self, **settings: Any) -> None:
        self.recorder = Recorder()
        super().__init__(**settings)

    def init_display_formatter(self) -> None:
        """Every form of a display, as a notebook wants them."""
        super().init_display_formatter()
        self.display_formatter.active_types = self.display_formatter.format_types  # type: ignore[union-attr]

    def init_io(self) -> None:
        """Nothing: the streams are exchanged when the first cell runs."""

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        """The exception that is shown, without the frames of this room: they say nothing of the cell."""
        kind, error, trace = super()._get_exc_info(exc_tuple)
        return kind, error, cut(trace)

    def _showtraceback(self, etype: type, evalue: Any, stb: list[str]) -> None:
        try:
            text = str(evalue)
        except Exception:  # noqa: BLE001  # an exception of a notebook's own may do anything when it is shown
            text = "<it can't be shown>"
        self.recorder.error(str(etype.__name__), text, [str(line) for line in stb])

    def enable_gui(self, gui: Any = None) -> None:
        """Nothing: there is no window, and %matplotlib inline asks for none."""

    def system(self, cmd: str) -> None:
        """Shell lines are not run: what they would do differs from machine to machine."""
        sys.stderr.write(NO_SHELL.format(line=cmd.strip()))
        self.user_ns["_exit_code"] = 1

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """As `system`; the output is empty."""
        self.system(cmd)
        return [] if split else ""

    def take_streams(self) -> None:
        """Make sys.stdout and sys.stderr the recorder's, and input() what it is where nobody sits at a keyboard."""
        write = lambda name, text: self.recorder.write(name, text)  # noqa: E731  # looked up anew with each call
        sys.stdout, sys.stderr = Stream(write, "stdout"), Stream(write, "stderr")
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
        builtins.input = no_input


def cut(trace: types.TracebackType | None) -> types.TracebackType | None:
    """A traceback without the frames of this room."""
    if trace is None:
        return None
    rest = cut(trace.tb_next)
    if trace.tb_frame.f_code.co_filename.startswith(_HERE):
        return rest
    return types.TracebackType(rest, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)


def no_input(prompt: object = "") -> str:
    """What input() does in a notebook that runs by itself."""
    raise StdinNotImplementedError(NO_INPUT)


def _make() -> Shell:
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.display_page = True
    config.InteractiveShell.colors = "linux"
    config.InteractiveShell.xmode = "Plain"  # Python's own traceback: IPython's takes 18 ms, as long as a notebook
    with tempfile.TemporaryDirectory() as folder:  # it would make its own in the user's home
        shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook, ipython_dir=folder)
    assert isinstance(shell, Shell)
    streams, builtin_input = (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__), builtins.input
    shell.take_streams()
    for source in ("1", "{}['a']", "def f(:", "%time 1"):  # whatever is loaded at its first use, is loaded here
        shell.run_cell(source, store_history=True)
    shell.recorder.take()
    shell.reset(new_session=True)
    shell.execution_count = 1
    sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__ = streams  # type: ignore[misc]
    builtins.input = builtin_input
    return shell


SHELL = _make()
"""The one of this process and of those forked from it."""
