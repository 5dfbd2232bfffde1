"""What a cell puts out, as a kernel would have told it: streams, displays, a result, an error."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

MOST_TEXT = 2_000_000
"""Letters of output that are kept of a cell, at most."""

MOST_PARTS = 2_000
CUT = "\n… more output was left out.\n"


class Recorder:
    """The outputs of the cell that runs, in nbformat's form."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self._left, self._clear = MOST_TEXT, False

    def take(self) -> list[dict[str, Any]]:
        """The outputs since the last taking."""
        taken, self.outputs = self.outputs, []
        self._left, self._clear = MOST_TEXT, False
        return taken

    def write(self, name: str, text: str) -> None:
        """Text on stdout or stderr; parts that follow each other become one."""
        last = self._last()
        fits = text[: self._left]
        if self._left > 0 and len(fits) < len(text):
            fits += CUT
        self._left -= len(text)
        if fits and last and last.get("output_type") == "stream" and last.get("name") == name:
            last["text"] += fits
        elif fits:
            self._add({"output_type": "stream", "name": name, "text": fits})

    def show(self, data: dict[str, Any], metadata: dict[str, Any], transient: dict[str, Any], update: bool) -> None:
        """A display, or the newer form of one."""
        id_ = transient.get("display_id")
        if update:
            for output in self.outputs:
                if id_ is not None and output.get("transient") == id_:
                    output |= {"data": data, "metadata": metadata}
            return
        output = {"output_type": "display_data", "data": data, "metadata": metadata}
        self._weigh(output if id_ is None else {**output, "transient": id_})

    def result(self, data: dict[str, Any], metadata: dict[str, Any], count: int) -> None:
        """The value of the cell's last line."""
        self._weigh({"output_type": "execute_result", "data": data, "metadata": metadata, "execution_count": count})

    def error(self, name: str, text: str, traceback: list[str]) -> None:
        """What ended the cell."""
        self._add({"output_type": "error", "ename": name, "evalue": text, "traceback": traceback})

    def clear(self, wait: bool) -> None:
        """Take away what is there, now or when something new comes."""
        if wait:
            self._clear = True
        else:
            self.outputs = []

    def _last(self) -> dict[str, Any] | None:
        if self._clear:
            self.outputs, self._clear = [], False
        return self.outputs[-1] if self.outputs else None

    def _weigh(self, output: dict[str, Any]) -> None:
        self._last()
        self._left -= sum(len(each) for each in output["data"].values() if isinstance(each, str))
        if self._left > 0:
            self._add(output)

    def _add(self, output: dict[str, Any]) -> None:
        if len(self.outputs) < MOST_PARTS or output["output_type"] == "error":
            self.outputs.append(output)


class Stream(io.TextIOBase):
    """A sys.stdout or sys.stderr whose text goes to a recorder."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, write: Callable[[str, str], None], name: str) -> None:
        self._write, self.name = write, name

    def write(self, text: str) -> int:
        """Record the text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True


class Publisher(DisplayPublisher):
    """Takes displays for the shell's recorder."""

    def publish(  # type: ignore[override]  # the base takes what nobody sends any more, too
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **more: Any,
    ) -> None:
        """Record a display."""
        recorder: Recorder = self.shell.recorder  # type: ignore[attr-defined]  # our own shell has one
        recorder.show(encoded(data), metadata or {}, transient or {}, update)

    def clear_output(self, wait: bool = False) -> None:
        """Take the outputs away."""
        self.shell.recorder.clear(wait)  # type: ignore[attr-defined]


class Hook(DisplayHook):
    """Takes the value of a cell's last line for the shell's recorder."""

    def write_output_prompt(self) -> None:
        """A notebook shows none."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Record the value as it is shown."""
        if format_dict:
            self.shell.recorder.result(encoded(format_dict), md_dict or {}, self.prompt_count)  # type: ignore[union-attr]

    def finish_displayhook(self) -> None:
        """End without a line of its own."""
        self._is_active = False


def encoded(data: dict[str, Any]) -> dict[str, Any]:
    """The forms of a display as JSON holds them: pictures are bytes and become text."""
    from .codec import to_text

    return {
        str(kind): to_text(each) if isinstance(each, bytes) else each
        for kind, each in data.items()
        if isinstance(each, str | bytes | dict | list | int | float | bool) or each is None
    }
