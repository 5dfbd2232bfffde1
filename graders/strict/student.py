"""The student's process: runs the cells of a notebook, and answers what is asked of the names they made.

It never sees the text of a test, only the calls that a test makes. Whatever the code in here does to it, all it can
say is what those calls gave. See `verdict` for the other side.
"""

from __future__ import annotations

import builtins
import contextlib
import inspect
import os
import random
import signal
import socket
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import calls
from .codec import CodecError, Decoder, Encoder, Node, dumps
from .integrity import put_back
from .libraries import learn_loaded
from .link import Channel, Link, Lost
from .operations import ACTS, PLAIN, base_of
from .shared import NAMES as SHARED
from .shared import share
from .shell import NO_INPUT, SHELL, StdinNotImplementedError
from .spill import Spill

WATCHED = 200_000
"""Bytes of a name's value up to which it is compared after each call; of a larger one, only whether it is another."""


def serve(channel: int) -> None:
    """Answer the verdict's process over this descriptor until it is gone."""
    servant = Servant(Channel(socket.socket(fileno=channel)))
    with contextlib.suppress(Lost):
        servant.link.serve_forever()
    os._exit(0)  # no handler of the student's runs any more


class Servant:
    """One notebook's names, and everything that can be done with them from outside."""

    def __init__(self, channel: Channel) -> None:
        self.link = Link(channel, self.answer)
        self._objects: dict[int, Any] = {}
        self._handles: dict[int, int] = {}
        self._watched: dict[str, Any] = {}
        self._late = False
        self._spills = (Spill(1), Spill(2))
        self._seeds: Mapping[str, Callable[[Any], Any]] = {"random": random.seed, "numpy": _numpy_seed}
        self._verbs = {"run": self._run, "names": self._names, "op": self._op, "seed": self._seed, "plain": self._plain}
        SHELL.take_streams()
        builtins.input = self._input
        sys.path.insert(0, "")
        signal.signal(signal.SIGALRM, self._stop)

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked. Never raises: what goes amiss in the student's code is part of the answer."""
        self._late = False
        signal.setitimer(signal.ITIMER_REAL, float(message.get("t") or 0), 0.3)
        try:
            reply: dict[str, Any] = self._verbs[message["q"]](message)
        except CodecError as trouble:
            reply = {"unfit": str(trouble)}
        except Lost:
            raise
        except BaseException as trouble:  # noqa: BLE001  # crosses, and is raised there
            reply = {"x": calls.tell(trouble, self._refer) | {"class": self._class_of(trouble)}}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self._late:
            reply = {**reply, "late": True}
        if message["q"] != "run":
            reply |= {"out": self._outputs(), "changed": self._changes()}
        return reply

    def _run(self, message: Mapping[str, Any]) -> dict[str, Any]:
        learn_loaded()
        if message.get("weak"):
            put_back({"input": None, "display": None, "get_ipython": None, "_": None})
        ran = SHELL.run_cell(message["source"], store_history=not message.get("quiet"))
        for name in message.get("shared") or ():
            share(name, SHELL.user_ns.get(name))
        learn_loaded()
        return {"ok": ran.success, "outputs": self._outputs()}

    def _names(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The values of these names, and from now on what becomes of them."""
        self._watched = {}
        values = {}
        for name in message["names"]:
            if name in SHELL.user_ns:
                values[name] = self._graph(SHELL.user_ns[name])
                self._watched[name] = self._mark(SHELL.user_ns[name], values[name])
        return {"values": values}

    def _op(self, message: Mapping[str, Any]) -> dict[str, Any]:
        received = calls.Received(message, self._resolve, SHELL.user_ns)
        result = ACTS[message["op"]](*received.args, **received.kwargs)
        return {"g": received.reply(result, self._refer)}

    def _plain(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The plain data of an instance of a subclass of a plain type."""
        one = self._objects[message["handle"]]
        base = base_of(one)
        if base is None:
            raise CodecError("it holds no plain data")
        return {"g": Encoder(self._refer).message([PLAIN[base](one)])}

    def _seed(self, message: Mapping[str, Any]) -> dict[str, Any]:
        self._seeds[message["of"]](*Decoder(message["g"]).roots())
        return {}

    def _graph(self, value: Any) -> Node:
        try:
            return self._encoder().message([value])
        except CodecError:
            return {"o": [], "r": [self._refer(value)]}

    def _mark(self, value: Any, graph: Node) -> Any:
        text = dumps(graph)
        return text if len(text) <= WATCHED else id(value)

    def _changes(self) -> dict[str, Node]:
        """The watched names whose value is another now."""
        changed: dict[str, Node] = {}
        for name, mark in self._watched.items():
            value = SHELL.user_ns.get(name)
            if isinstance(mark, int) and mark == id(value):
                continue
            graph = self._graph(value)
            now = self._mark(value, graph)
            if now != mark:
                self._watched[name], changed[name] = now, graph
        return changed

    def _outputs(self) -> list[dict[str, Any]]:
        for spill, name in zip(self._spills, ("stdout", "stderr"), strict=True):
            if text := spill.take():
                SHELL.recorder.write(name, text)
        return SHELL.recorder.take()

    def _encoder(self, known: Sequence[Any] = ()) -> Encoder:
        return Encoder(self._refer, known)

    def _refer(self, value: Any) -> Node:
        """A reference to what is no plain value, with what the other side needs to know of its kind."""
        if isinstance(value, types.ModuleType):
            return ["M", value.__name__, self._handle(value)]
        return ["R", self._handle(value), self._kind(value)]

    def _handle(self, value: Any) -> int:
        handle = self._handles.setdefault(id(value), len(self._handles) + 1)
        self._objects[handle] = value
        return handle

    def _kind(self, value: Any) -> dict[str, Any]:
        kind = type(value)
        facts: dict[str, Any] = {"is": next((name for name, test in _KINDS if test(value)), "object")}
        facts["class"] = str(value.__name__) if isinstance(value, type) else kind.__name__
        base = base_of(value)
        facts["base"] = base.__name__ if base else ""
        facts["eq"] = kind.__eq__ is not object.__eq__
        if isinstance(value, type) and issubclass(value, BaseException):
            facts["error"] = calls.tell(value.__new__(value), self._refer)["builtin"]
        facts["shared"] = [SHARED[each] for each in kind.__mro__ if each in SHARED]
        return facts

    def _class_of(self, error: BaseException) -> int:
        """The handle of an exception class that the notebook defines; 0 for others."""
        kind = type(error)
        return self._handle(kind) if kind.__module__ == "__main__" else 0

    def _resolve(self, node: Sequence[Any]) -> Any:
        if node[0] == "r":
            return self._objects[node[1]]
        if node[0] == "V":
            return self._callback(int(node[1]), str(node[2]))
        raise CodecError(f"{node[0]!r} is no kind of value")

    def _callback(self, number: int, name: str) -> Callable[..., Any]:
        def callback(*args: Any, **kwargs: Any) -> Any:
            sent = calls.Sent(args, kwargs, self._refer)
            reply = self.link.ask("back", number=number, **sent.message)
            if "x" in reply:
                raise calls.told(reply["x"], self._resolve, lambda facts, base: base)
            return sent.result(reply, self._resolve)

        callback.__name__ = callback.__qualname__ = name
        return callback

    def _stop(self, *_: Any) -> None:
        """End what runs, as a notebook's interrupt does; again and again, should it go on."""
        self._late = True
        raise KeyboardInterrupt

    def _input(self, prompt: object = "") -> str:
        """input(), answered by the other side: a test may have put something else in its place there."""
        reply = self.link.ask("input", prompt=str(prompt))
        if "x" in reply:
            raise StdinNotImplementedError(NO_INPUT)
        return str(reply["text"])


_KINDS: Sequence[tuple[str, Callable[[Any], bool]]] = (
    ("class", lambda value: isinstance(value, type)),
    ("function", inspect.isfunction),
    ("method", inspect.ismethod),
    ("builtin", inspect.isbuiltin),
    ("generator", inspect.isgenerator),
    ("coroutine", inspect.iscoroutine),
    ("iterator", lambda value: hasattr(type(value), "__next__")),
    ("callable", callable),
)


def _numpy_seed(seed: Any) -> None:
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
