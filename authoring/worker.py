"""The process that runs item code: `python -m gapless.authoring.worker COURSE`, JSON lines in, JSON lines out.

    {"verb": "load", "skip": [[file, cell, item], …]} → {"ok": {"items", "faults"}}
    {"verb": "make", "item", "seed"}                  → {"ok": a Made} or {"fault": an AuthorError}
    {"verb": "sweep", "item", "seeds": 200, "each": 2} → {"ok": an Outcome of seeds 0 … 199, each within 2 s}
    {"verb": "answers", "skill", "texts", "solutions"} → {"ok": [Answers or null, …]}
    {"verb": "mutants", "skill", "source"}            → {"ok": {misconception: source}}
    {"verb": "rivals", "skill", "texts"}              → {"ok": [where two oracles differ, …]}

Before a cell, an item or a seed of a long request is tried, {"at": which} says so.
Each request carries its "deadline", the seconds until the next line is due. A worker that is late kills itself, so that
none runs on when whoever asked is gone. What item code prints goes to standard error and never between the lines.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from ..errors import AuthorError
from .shelf import Shelf, load_shelf
from .sweep import sweep

MEMORY = 2 << 30
"""Bytes of address space item code may use."""

SPARE = 3
"""Seconds after the deadline until a worker nobody waits for any more ends itself."""

Answer = dict[str, Any]
Tell = Callable[[Any], None]


def main() -> None:
    """Serve requests until standard input ends."""
    course = Path(sys.argv[1])
    requests, replies = _take_pipes()
    _limit_memory()
    shelf = Shelf()
    for line in requests:
        request = json.loads(line)
        tell = _teller(replies, math.ceil(request["deadline"]) + SPARE)
        if request["verb"] == "load":
            shelf = load_shelf(course, tell, {tuple(spot) for spot in request["skip"]})
            answer = {"ok": _loaded(shelf)}
        else:
            answer = _answer(shelf, request, tell)
        _set_alarm(0)
        _send(replies, answer)


def _teller(replies: TextIO, seconds: int) -> Tell:
    """Tells where the work is, and gives it so many seconds until it must tell of another place or be done."""
    _set_alarm(seconds)

    def tell(place: Any) -> None:
        _set_alarm(seconds)
        _send(replies, {"at": place})

    return tell


def fault_facts(fault: AuthorError) -> Answer:
    """An AuthorError as JSON values."""
    return {"what": fault.what, "remedy": fault.remedy, "file": fault.file, "cell": fault.cell, "key": fault.key}


def _loaded(shelf: Shelf) -> Answer:
    return {
        "items": list(map(asdict, shelf.infos)),
        "faults": list(map(fault_facts, shelf.faults)),
        "oracles": list(map(asdict, shelf.readers.infos)),
        "mutants": shelf.readers.mutable,
    }


def _make(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> Answer:
    return asdict(shelf.make(request["item"], request["seed"])[0])


def _sweep(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> Answer:
    return asdict(sweep(shelf, request["item"], range(request["seeds"]), request["each"], tell))


def _answers(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> list[Answer | None]:
    said = (shelf.readers.answers(request["skill"], text, request["solutions"]) for text in request["texts"])
    return [None if each is None else {name: getattr(each, name) for name in each.__slots__} for each in said]


def _mutants(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> dict[str, str]:
    return shelf.readers.mutants(request["skill"], request["source"])


def _rivals(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> list[str]:
    return shelf.readers.rivals(request["skill"], request["texts"])


_VERBS: Mapping[str, Callable[[Shelf, Mapping[str, Any], Tell], Any]] = {
    "make": _make,
    "sweep": _sweep,
    "answers": _answers,
    "rivals": _rivals,
    "mutants": _mutants,
}


def _answer(shelf: Shelf, request: Mapping[str, Any], tell: Tell) -> Answer:
    try:
        return {"ok": _VERBS[request["verb"]](shelf, request, tell)}
    except AuthorError as fault:
        return {"fault": fault_facts(fault)}


def _take_pipes() -> tuple[Iterator[str], TextIO]:
    """The request and reply pipes, taken away from item code, whose input is empty and whose prints go to stderr."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _send(replies: TextIO, answer: Answer) -> None:
    replies.write(json.dumps(answer) + "\n")
    replies.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(ValueError, OSError):  # macOS has the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # Windows has none
        signal.alarm(seconds)


if __name__ == "__main__":
    main()
