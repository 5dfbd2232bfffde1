"""`ItemBank`: the items of a course, made into questions by one worker process that is killed when it misbehaves."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from ..errors import AuthorError, CourseFaults, OperatorError
from .faults import ItemFault, refuse_on_pages
from .made import ItemInfo, Made
from .oracles import Answers, OracleInfo
from .process import Stopped, Worker

START = 30.0
"""Seconds a worker may take to start, to run one items cell, or to try one item."""


class ItemBank:
    """All items of a course folder. Use it as a context manager, from any thread.

    `items` are those that can make questions, `faults` tell about the others, `oracles` are by skill, and
    `mutable` the misconceptions that can be put into programs. A question must be made within `deadline` seconds.
    CourseFaults when no item can be used at all; OperatorError inside a page's kernel.
    """

    def __init__(self, course_dir: Path | str, deadline: float = 2.0, start: float = START) -> None:
        refuse_on_pages()
        self._course = Path(course_dir).resolve()
        self.deadline = deadline
        self._start = start
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._hung: list[AuthorError] = []
        self._closed = False
        self.items: tuple[ItemInfo, ...] = ()
        self.faults: tuple[AuthorError, ...] = ()
        self.oracles: Mapping[str, OracleInfo] = {}
        self.mutable: Mapping[str, tuple[str, ...]] = {}
        with self._lock:
            self._load()

    def __enter__(self) -> ItemBank:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def make(self, item_id: str, seed: int) -> Made:
        """The question of this item and seed, always the same; ItemFault when the item can't make it in time."""
        reply = self.ask({"verb": "make", "item": item_id, "seed": seed}, self.deadline)
        texts = {name: tuple(reply[name]) for name in ("options", "hints", "also") if reply[name] is not None}
        return Made(**{**reply, **texts})

    def answers(self, skill: str, texts: Sequence[str], solutions: bool = True) -> list[Answers | None]:
        """What the oracle and the mal-rules of a skill say of each text, with worked solutions or without; None where
        the oracle can't answer it. ItemFault for a skill without one, and when nothing comes in time."""
        request = {"verb": "answers", "skill": skill, "texts": list(texts), "solutions": solutions}
        replies = self.read(request, self.deadline)
        return [None if each is None else Answers(**each) for each in replies]

    def solve(self, skill: str, texts: Sequence[str]) -> list[str | None]:
        """The oracle's answer to each text, in canonical text; None where it has none. ItemFault as `answers`."""
        return [None if each is None else each.key for each in self.answers(skill, texts)]

    def mutants(self, skill: str, source: str) -> dict[str, str]:
        """A program with each misconception in it that the skill has a `@mutant` for, where there is room for one.
        ItemFault for a skill without any, and when nothing comes in time."""
        return self.read({"verb": "mutants", "skill": skill, "source": source}, self.deadline)

    def read(self, request: Mapping[str, Any], seconds: float) -> Any:
        """The worker's answer to a request about a skill's oracle; ItemFault when nothing comes for `seconds`."""
        skill = request["skill"]
        with self._lock:
            if self._worker is None:
                self._restart()
            if skill not in self.oracles and skill not in self.mutable:
                remedy = f'Write @oracle(skill="{skill}") in a cell tagged items.'
                raise ItemFault("There is no oracle for this skill.", remedy, key=skill)
            reply = self._exchange(request, seconds)
        return _ok(reply, seconds, AuthorError("", "Mend the oracle.", key=skill))

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """The worker's answer to a request about an item; ItemFault when nothing comes for `seconds`."""
        with self._lock:
            if self._worker is None:
                self._restart()
            info = next((each for each in self.items if each.id == request["item"]), None)
            if info is None:
                raise ItemFault("There is no such item.", "It may have been renamed or be faulty.", key=request["item"])
            reply = self._exchange(request, seconds)
        return _ok(
            reply, seconds, AuthorError("", "Mend the item.", info.file, info.cell, info.id), request.get("seed")
        )

    def close(self) -> None:
        """End the worker. A closed bank makes no more questions."""
        with self._lock:
            self._closed = True
            self._stop()

    def _exchange(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any] | Stopped:
        """The final reply, or how the worker stopped; then it is killed."""
        assert self._worker is not None
        place = None
        try:
            self._worker.send({**request, "deadline": seconds})
            while "at" in (reply := self._worker.receive(seconds)):
                place = reply["at"]
            return reply
        except Stopped as stopped:
            self._stop()
            stopped.place = place
            return stopped

    def _restart(self) -> None:
        if self._closed:
            raise ItemFault("The item bank is closed.", "Open a new one.")
        try:
            self._load()
        except (AuthorError, OperatorError) as trouble:
            raise ItemFault(f"The items can't be loaded again: {trouble}", "Mend that first.") from trouble

    def _load(self) -> None:
        """Start a worker and have it load all items, leaving out each cell or item that hangs it."""
        loaded = None
        while loaded is None:
            loaded = self._try_load()
        faults = (*self._hung, *(AuthorError(**each) for each in loaded["faults"]))
        if not loaded["items"]:
            self._stop()
            remedy = "Write an @item in a lesson's cell tagged items."
            raise CourseFaults(faults or [AuthorError("There are no items.", remedy, str(self._course))])
        self.items = tuple(ItemInfo(**_tuples(each)) for each in loaded["items"])
        self.faults = faults
        self.mutable = {skill: tuple(names) for skill, names in loaded["mutants"].items()}
        self.oracles = {each["skill"]: OracleInfo(**_tuples(each)) for each in loaded["oracles"]}

    def _try_load(self) -> dict[str, Any] | None:
        """What the worker loaded, or None when a place hung it, which is left out from now on."""
        self._worker = Worker(self._course)
        skip = [[fault.file, fault.cell, fault.key] for fault in self._hung]
        reply = self._exchange({"verb": "load", "skip": skip}, self._start)
        if not isinstance(reply, Stopped):
            return reply["ok"]
        if reply.place is None:
            remedy = f"Run python -m gapless.authoring.worker {self._course} and see what it says."
            raise OperatorError("The process that runs items does not start", str(self._course), remedy)
        self._hung.append(AuthorError(_HANGS, "Mend it.", *reply.place))
        return None

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


_HANGS = "This never came to an end, or ended its process, while the items were loaded."


def _ok(reply: dict[str, Any] | Stopped, seconds: float, place: AuthorError, seed: int | None = None) -> Any:
    """What the worker gave; ItemFault at this place when it stopped or found a fault."""
    if isinstance(reply, Stopped):
        reason = "its process ended" if reply.died else f"it took longer than {seconds:g} s"
        seed = reply.place if seed is None else seed
        what = f"{reason}." if seed is None else f"seed {seed}: {reason}."
        raise ItemFault(what, place.remedy, place.file, place.cell, place.key)
    if "fault" in reply:
        raise ItemFault(**reply["fault"])
    return reply["ok"]


def _tuples(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
