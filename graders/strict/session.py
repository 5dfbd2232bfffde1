"""The judging half of the conversation: what may be asked of a notebook's objects, and what of it is believed."""

from __future__ import annotations

import builtins
import operator
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import calls
from .codec import MUTABLE, CodecError, Decoder, Encoder, Node
from .link import Asked, Channel, Clock, Link, Lost
from .operations import ARITHMETIC, COMPARE, FREE
from .refs import Facts, Ref, facts_of, is_ref
from .shared import CLASSES

SPARE = 0.5
"""Seconds before a cell's time is over at which the student's code is interrupted, so that its process may live on."""

_ORDERED = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}


class Refused(TypeError):
    """A test wanted the student's own code to decide something."""


class Session:
    """One conversation with one student's process.

    `opens` are the steps, like `Vector().get`, that the author's own solution needed; None where there is no solution
    to go by, and then `leant` tells afterwards that a step was taken on trust. `said` is called with what the student's
    side put out meanwhile.
    """

    def __init__(
        self,
        channel: Channel,
        clock: Clock,
        said: Callable[[Sequence[Any]], None],
        changed: Callable[[str, Any], Any],
        opens: frozenset[str] | None,
        names: Mapping[str, Any],
    ) -> None:
        self.link = Link(channel, self._answer)
        self.lost = False
        self.refusal = ""
        self.leant = ""
        self.steps: set[str] = set()
        self._clock, self._said, self._changed, self._opens, self._names = clock, said, changed, opens, names
        self._refs: dict[tuple[int, str], Ref] = {}
        self._given: dict[int, Any] = {}
        self._errors: dict[int, type[BaseException]] = {}
        self._path = ""

    def ask(self, verb: str, **fields: Any) -> Mapping[str, Any]:
        """Ask, take in what came besides, and raise what was raised over there."""
        left = self._clock.left()
        limit = {} if left is None else {"t": max(0.05, left - SPARE)}
        try:
            reply = self.link.ask(verb, **limit, **fields)
        except Lost:
            self.lost = True
            raise
        self._said(reply.get("out") or ())
        for name, graph in (reply.get("changed") or {}).items():
            self._path = name
            self._changed(name, graph)
        if reply.get("late") and verb != "run":
            raise Lost("it took too long")
        return reply

    def read(self, graph: Node, path: str, into: Sequence[Any] = ()) -> Any:
        """The value of a graph with one root that came by `path`."""
        self._path = path
        (value,) = Decoder(graph, self._resolve, into).roots()
        return value

    def op(self, name: str, ref: Ref, *args: Any, **kwargs: Any) -> Any:
        """See `refs.Asker`."""
        __tracebackhide__ = True
        facts = facts_of(ref)
        if name in COMPARE or name == "contains":
            decided = self._decide(name, ref, facts, args[0])
            if decided is not None:
                return decided
        step = f"{facts.path}:{name}{':' + args[0] if name in _NAMED else ''}"
        if name in _ARITHMETIC and facts.base and step not in (self._opens or ()):
            return _arithmetic(name)(self.data(ref), self.data(args[0]) if is_ref(args[0]) else args[0])
        if name not in FREE:
            self._admit(step, name, facts)
        return self._call(name, ref, step, args, kwargs)

    def data(self, ref: Ref) -> Any:
        """See `refs.Asker`."""
        reply = self.ask("plain", handle=facts_of(ref).handle)
        return self.read(_graph(reply), facts_of(ref).path)

    def seed(self, of: str, value: Any) -> None:
        """Seed the student's side's random numbers as a test seeded this side's."""
        self.ask("seed", of=of, g=Encoder().message([value]))

    def _call(self, name: str, ref: Ref, step: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        try:
            sent = calls.Sent([ref, *args], kwargs, self._refer, self._named())
        except CodecError as trouble:
            raise Refused(f"This can't be handed to the notebook's code: {trouble}.") from None
        reply = self.ask("op", op=name, **sent.message)
        self._path = facts_of(ref).path + _SUFFIX.get(name, f".{args[0]}" if name == "get" else f":{name}")
        if "x" in reply:
            error = self._error(reply["x"])
            if isinstance(error, _ENDS) and name not in ("next", "get"):
                # As PEP 479 has it: all(map(…)) would take it for the end, and find nothing amiss.
                raise RuntimeError(f"The notebook's code raised {type(error).__name__}.")
            raise error
        if "unfit" in reply:
            raise Refused(f"What the notebook's code gave can't be looked at: {reply['unfit']}.")
        try:
            return sent.result(reply, self._resolve)
        except CodecError as trouble:
            raise Refused(f"What the notebook's code gave can't be looked at: {trouble}.") from None

    def _decide(self, name: str, ref: Ref, facts: Facts, other: Any) -> bool | None:
        """What a comparison comes to by this side's means alone; None where the student's code has to be asked."""
        if f"{facts.path}:{name}" in (self._opens or ()) or (self._opens is None and is_ref(other) and not facts.base):
            return None
        if facts.base:
            mine = self.data(ref)
            return _COMPARISONS[name](mine, self.data(other) if is_ref(other) else other)
        if name == "contains":
            return self._among(ref, other)
        if self.rehearsing and (name in _ORDERED or is_ref(other)):
            return None if ref is not other or name in _ORDERED else name == "eq"
        if name in _ORDERED:
            raise TypeError(f"{name!r} is not decided by the notebook's own code")
        if ref is other:
            return name == "eq"
        if is_ref(other) and (facts.own_eq or facts_of(other).own_eq):
            self.refusal = self.refusal or f"two {facts.label} can't be compared by the notebook's own =="
            raise Refused(f"Two {facts.label} are not compared by the notebook's own ==.")
        return name == "ne"

    def _among(self, ref: Ref, other: Any) -> bool | None:
        try:
            return any(item is other or item == other for item in ref)
        except TypeError:
            if self.rehearsing:
                return None
            raise

    rehearsing = False
    """Whether it is the author's own solution that runs: then every step is taken, and noted."""

    def _admit(self, step: str, name: str, facts: Facts) -> None:
        """Let a step pass, if the author's own solution took it, too."""
        self.steps.add(step)
        if self.rehearsing or (self._opens is not None and step in self._opens):
            return
        if self._opens is None:
            self.leant = self.leant or f"{facts.label} decides by its own {name}"
            return
        words = f"{facts.path} gives an object of the notebook's own ({facts.label}); the solution's gives plain values"
        self.refusal = self.refusal or words
        if name in ("get", "set", "del"):
            raise AttributeError(words)
        raise Refused(words)

    def _named(self) -> dict[int, str]:
        """The ids of what can be changed in place and has a name on both sides."""
        return {id(each): name for name, each in self._names.items() if type(each) in MUTABLE and name[0] != "_"}

    def _error(self, facts: Any) -> BaseException:
        try:
            return calls.told(facts, self._resolve, self._own_error)
        except CodecError:
            return Exception("an exception that can't be looked at")

    def _own_error(self, facts: Mapping[str, Any], base: type[BaseException]) -> type[BaseException]:
        """This side's stand-in for an exception class of the notebook's."""
        shared = CLASSES.get(str(facts.get("name")))
        if shared is not None and issubclass(shared, base):
            return shared
        handle = facts.get("class")
        return self.error_class(handle if isinstance(handle, int) else 0, str(facts.get("name")), base)

    def error_class(self, handle: int, name: str, base: type[BaseException]) -> type[BaseException]:
        """This side's own class for the exception class behind a handle."""
        made = self._errors.get(handle)
        if made is None or not handle:
            made = self._errors[handle] = type(re.sub(r"\W", "_", name) or "Error", (base,), {})
        return made

    def _refer(self, value: Any) -> Node:
        if is_ref(value):
            return ["r", facts_of(value).handle]
        for handle, kind in self._errors.items():
            if kind is value:
                return ["r", handle]
        if callable(value):
            self._given[id(value)] = value
            return ["V", id(value), str(getattr(value, "__name__", "function"))]
        raise CodecError(f"{type(value).__name__} is no plain value")

    def _resolve(self, node: Sequence[Any]) -> Any:
        if node[0] == "M":
            module = sys.modules.get(str(node[1]))
            return module if module is not None else self._ref(int(node[2]), {"is": "module", "class": str(node[1])})
        if node[0] != "R" or type(node[1]) is not int or not isinstance(node[2], dict):
            raise CodecError(f"{node[0]!r} is no kind of value")
        facts = node[2]
        if "error" in facts:
            base = getattr(builtins, str(facts["error"]), None)
            if isinstance(base, type) and issubclass(base, BaseException):
                return self.error_class(node[1], str(facts.get("class")), base)
        return self._ref(node[1], facts)

    def _ref(self, handle: int, facts: Mapping[str, Any]) -> Ref:
        """The reference to an object. One that came where the solution gives a plain value keeps that path for good;
        of others all that matters is that they are objects."""
        here, path = f"{self._path}:object", self._path
        if facts.get("is") in ("object", "callable") or self._path.startswith(OBJECT):
            self.steps.add(here)
            if self.rehearsing or self._opens is None or here in self._opens:
                path = OBJECT if facts.get("is") in ("object", "callable") else self._path
        ref = self._refs.get((handle, path))
        if ref is None:
            named = facts.get("shared") or ()
            shared = tuple(CLASSES[name] for name in named if isinstance(name, str) and name in CLASSES)
            words = [str(facts.get(key) or "") for key in ("is", "class", "base")]
            ref = Ref(Facts(self, handle, path, words[0], words[1], words[2], bool(facts.get("eq")), shared))
            self._refs[handle, path] = ref
        return ref

    def _answer(self, message: Asked) -> dict[str, Any]:
        """What the student's side may ask while it is being asked: to call what it was given, and for input."""
        try:
            if message["q"] == "input":
                return {"text": str(builtins.input(str(message.get("prompt", ""))))}
            received = calls.Received(message, self._resolve)
            result = self._given[message["number"]](*received.args, **received.kwargs)
            return {"g": received.reply(result, self._refer)}
        except Lost:
            raise
        except Exception as trouble:  # noqa: BLE001  # crosses, and is raised where the call was made
            return {"x": calls.tell(trouble, self._refer)}


OBJECT = "<object>"
_SUFFIX = {"call": "()", "item": "[]", "next": "[]", "iter": ""}
_ENDS = (StopIteration, StopAsyncIteration, GeneratorExit)
_NAMED = ("get", "set", "del")
_ARITHMETIC = frozenset({*ARITHMETIC, *(f"r{name}" for name in ARITHMETIC)})
_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "contains": operator.contains,
    **_ORDERED,
}


def _arithmetic(name: str) -> Callable[[Any, Any], Any]:
    if name in ARITHMETIC:
        return getattr(operator, name)
    return lambda mine, other: getattr(operator, name[1:])(other, mine)


def _graph(reply: Mapping[str, Any]) -> Node:
    if "g" not in reply:
        raise Refused("What the notebook's code gave can't be looked at.")
    return reply["g"]
