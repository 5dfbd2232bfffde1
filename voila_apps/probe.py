"""Runs inside a page's kernel, sent there as text: names widgets alike each time, and tells what needs a kernel.

Nothing but the standard library may be imported when this starts; what the lesson imports is looked at afterwards.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

# Functions of these packages are served by the page itself: they need no kernel behind them.
_SERVED = {"ipywidgets", "traitlets", "anywidget", "gapless", "ipykernel", "comm", "functools", "weakref", "psygnal"}
_BEFORE: dict[str, set[Any]] = {}


def start(paths: list[str], first: int) -> None:
    """Number the comms of this kernel from `first`, put the course on the path, remember what runs already."""
    from comm.base_comm import BaseComm

    number, make = itertools.count(first), BaseComm.__init__

    def numbered(self: Any, *args: Any, comm_id: str | None = None, **options: Any) -> None:
        make(self, *args, comm_id=comm_id or f"{next(number):032x}", **options)

    BaseComm.__init__ = numbered  # type: ignore[method-assign]  # the one place where a comm gets its id
    sys.path[:0] = [path for path in paths if path not in sys.path]
    _BEFORE["threads"], _BEFORE["targets"] = set(threading.enumerate()), set(_targets())


def report() -> list[str]:
    """Why this notebook needs a kernel after it has run, one sentence a reason; none when it does not."""
    reasons = [reason for widget in _widgets() for reason in _reasons_of(widget)]
    return list(dict.fromkeys([*reasons, *_threads(), *_tasks(), *_new_targets()]))


def _widgets() -> list[Any]:
    module = sys.modules.get("ipywidgets.widgets.widget")
    return list(module._instances.values()) if module else []


def _reasons_of(widget: Any) -> Iterator[str]:
    kind = type(widget).__name__
    for trait, function in _observers(widget):
        if (name := _foreign(function)) is not None:
            yield f"{kind}: a change of {trait} calls {name}."
    for event, function in _callbacks(widget):
        if (name := _foreign(function)) is not None:
            yield f"{kind}: {event} calls {name}."
    for trait, validator in getattr(widget, "_trait_validators", {}).items():
        if (name := _foreign(getattr(validator, "func", validator))) is not None:
            yield f"{kind}: a change of {trait} is checked by {name}."
    for command in getattr(type(widget), "_anywidget_commands", None) or ():
        yield f"{kind}: the page calls its command {command}."
    if (name := _foreign(type(widget)._handle_custom_msg)) is not None:
        yield f"{kind}: its messages are read by {name}."


def _observers(widget: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for trait, by_type in getattr(widget, "_trait_notifiers", {}).items():
        for handlers in by_type.values():
            for handler in handlers:
                yield getattr(trait, "name", None) or str(trait), getattr(handler, "func", handler)


_EVENTS = {"_click_handlers": "a click", "_submission_callbacks": "Enter", "_msg_callbacks": "a message"}


def _callbacks(widget: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for attribute, event in _EVENTS.items():
        for function in getattr(getattr(widget, attribute, None), "callbacks", ()):
            yield event, function


def _foreign(function: Callable[..., Any]) -> str | None:
    """The name of a function that only Python can run: the lesson's own, `interact`'s or a Python link's."""
    while (inner := getattr(function, "func", None) or getattr(function, "__wrapped__", None)) is not None:
        function = inner
    owner = getattr(function, "__self__", None)
    if type(owner).__name__ in ("interactive", "link", "directional_link"):
        return _interact(owner) if hasattr(owner, "f") else "a Python link (jslink needs none)"
    module = getattr(function, "__module__", None) or type(function).__module__
    name = getattr(function, "__qualname__", type(function).__qualname__)
    if name.startswith("interactive_output."):
        return "a function given to interactive_output"
    return None if module.split(".")[0] in _SERVED else name


def _interact(owner: Any) -> str:
    return f"{getattr(owner.f, '__name__', 'a function')}, given to interact"


def _threads() -> Iterator[str]:
    for thread in set(threading.enumerate()) - _BEFORE["threads"]:
        target = getattr(thread, "_target", None)
        module = getattr(target, "__module__", "") or ""
        if target is not None and _is_the_lessons(module):
            yield f"A thread goes on running {getattr(target, '__qualname__', thread.name)}."


def _tasks() -> Iterator[str]:
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:
        return
    for task in tasks:
        coroutine = task.get_coro()
        frame = getattr(coroutine, "cr_frame", None)
        if frame is not None and _is_the_lessons(frame.f_globals.get("__name__", "")):
            yield f"A task goes on running {getattr(coroutine, '__qualname__', 'a coroutine')}."


def _is_the_lessons(module: str) -> bool:
    """Whether a module is the notebook itself or a file of the course, and not an installed package."""
    if module in ("__main__", ""):
        return True
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return bool(file) and not file.startswith((sys.prefix, sys.base_prefix))


def _targets() -> dict[str, Callable[..., Any]]:
    import comm

    return dict(comm.get_comm_manager().targets)


def _new_targets() -> Iterator[str]:
    for name, function in _targets().items():
        if name not in _BEFORE["targets"] and _foreign(function) is not None:
            yield f"It waits for messages to {name}."
