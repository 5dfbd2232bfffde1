"""Plain values as JSON, with what they share kept shared; nothing of either side's code ever crosses.

A message is `{"o": [objects], "r": [roots]}`. A scalar stands for itself, everything else is `[tag, …]`; whatever can
be changed in place (a list, a dict, an array) stands once in `o` and is named by its place there, so circles and
shared parts survive. Decoding looks tags up in a table and builds the reader's own values: no class, no code and no
name of the writer's takes part. A value of another kind becomes a reference, if the writer has a `refer`.
"""

from __future__ import annotations

import base64
import json
import math
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Node = Any
"""What JSON can hold: a scalar, or a list that begins with a tag."""

DEEPEST = 60
"""How deep tuples lie in each other at most; lists and dicts may lie deeper, for they stand in the table."""

MOST = 2_000_000
"""How many values a message holds at most."""

LARGEST = 32 * 1024 * 1024
"""Bytes of a message at most."""


class CodecError(ValueError):
    """A value can't cross, or a message is not of this form; says why."""


FACTORIES: Mapping[str, Any] = {each.__name__: each for each in (int, float, str, list, dict, set, tuple, bool)}
_SAFE = (abs, all, any, len, max, min, sum, sorted, round, repr, ord, chr, divmod, pow, print, reversed, enumerate)
_TYPES = (complex, bytes, frozenset, object, range, zip, map, filter, type, bytearray, Fraction, Decimal)
NAMED: Mapping[str, Any] = {**FACTORIES, **{each.__name__: each for each in (*_SAFE, *_TYPES, type(None))}}
"""Builtins that cross by their name, and are the reader's own on the other side."""

NAMES = {id(value): name for name, value in NAMED.items()}


class Encoder:
    """Writes one message. `refer` turns what is no plain value into a node; without it such a value is an error.

    `known` are objects whose places in the table are taken already: the reply to a call names the arguments so.
    """

    def __init__(self, refer: Callable[[Any], Node] | None = None, known: Sequence[Any] = ()) -> None:
        self.refer = refer
        self.sources: list[Any] = list(known)  # keeps them alive, so that no id is used twice
        self._places = {id(source): place for place, source in enumerate(self.sources)}
        self._done: list[Node] = []
        self._left = MOST

    def node(self, value: Any, depth: int = 0) -> Node:
        """The node of a value; mutable parts are written later, by `objects`."""
        self._left -= 1
        if self._left < 0:
            raise CodecError("it holds too many values")
        kind = type(value)
        if kind is int:
            return value if -(1 << 63) <= value < 1 << 63 else ["i", _hex(value)]
        if kind is str or kind is bool or value is None:
            return value
        if kind is float:
            return value if math.isfinite(value) else ["f", repr(value)]
        if depth > DEEPEST:
            raise CodecError("its parts lie too deep in each other")
        if kind in IMMUTABLE:
            return IMMUTABLE[kind](self, value, depth + 1)
        return self._place(value, kind)

    def _place(self, value: Any, kind: type) -> Node:
        place = self._places.get(id(value))
        if place is None and kind not in MUTABLE:
            if id(value) in NAMES and NAMED[NAMES[id(value)]] is value:
                return ["B", NAMES[id(value)]]
            for extra in EXTRA:
                node = extra(self, value)
                if node is not None:
                    return node
            if self.refer is None:
                raise CodecError(f"{kind.__name__} is no plain value")
            return self.refer(value)
        return ["@", self.keep(value) if place is None else place]

    def keep(self, value: Any) -> int:
        """The place of a mutable value in the table."""
        place = self._places.setdefault(id(value), len(self.sources))
        if place == len(self.sources):
            self.sources.append(value)
        return place

    def objects(self) -> list[Node]:
        """The whole table; writing an object may add others to it."""
        while len(self._done) < len(self.sources):
            value = self.sources[len(self._done)]
            write = MUTABLE.get(type(value))
            self._done.append(write(self, value) if write else None)
        return self._done

    def message(self, roots: Sequence[Any]) -> dict[str, Node]:
        """The message of these values."""
        nodes = [self.node(root) for root in roots]
        return {"o": self.objects(), "r": nodes}


class Decoder:
    """Reads one message. `resolve` gives what a reference stands for; `into` are objects to be changed in place."""

    def __init__(
        self,
        message: Any,
        resolve: Callable[[Sequence[Any]], Any] | None = None,
        into: Sequence[Any] = (),
    ) -> None:
        try:
            self._objects, self._roots = message["o"], message["r"]
        except (TypeError, KeyError, IndexError):
            raise CodecError("this is no message") from None
        if not isinstance(self._objects, list) or not isinstance(self._roots, list):
            raise CodecError("this is no message")
        self._resolve = resolve
        self.made: list[Any] = list(into[: len(self._objects)])
        self._fill: list[Callable[[], None]] = []
        for place in range(len(self._objects)):
            self._make(place)
        for fill in self._fill:
            self._careful(fill)

    def roots(self) -> list[Any]:
        """The values the message is about."""
        return [self.value(node) for node in self._roots]

    def value(self, node: Node, depth: int = 0) -> Any:
        """The reader's own value for a node."""
        if node is None or isinstance(node, str | bool | int | float):
            return node
        if depth > DEEPEST + 2 or not isinstance(node, list) or not node or not isinstance(node[0], str):
            raise CodecError("a value is not of the agreed form")
        tag = node[0]
        if tag == "@":
            place = node[1] if len(node) == 2 else None
            if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(self.made):
                raise CodecError("a value names a place that is not there")
            return self.made[place]
        if tag in READ:
            return self._careful(lambda: READ[tag](self, node, depth + 1))
        if self._resolve is None:
            raise CodecError(f"{tag!r} is no kind of value")
        return self._careful(lambda: self._resolve(node) if self._resolve else None)

    def _make(self, place: int) -> None:
        node = self._objects[place]
        old = self.made[place] if place < len(self.made) else None
        if node is None and place < len(self.made):
            return  # unchanged
        if not isinstance(node, list) or not node or not isinstance(node[0], str) or node[0] not in BUILD:
            raise CodecError("an object is not of the agreed form")
        made, fill = self._careful(lambda: BUILD[node[0]](self, node, old))
        if place < len(self.made):
            self.made[place] = made
        else:
            self.made.append(made)
        if fill is not None:
            self._fill.append(fill)

    @staticmethod
    def _careful(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except CodecError:
            raise
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, ArithmeticError) as trouble:
            raise CodecError(f"a value is not of the agreed form ({type(trouble).__name__})") from None
        except RecursionError:
            raise CodecError("its parts lie too deep in each other") from None


def dumps(message: Any) -> bytes:
    """A message as bytes. Raises CodecError where it is too large."""
    try:
        text = json.dumps(message, separators=(",", ":")).encode("ascii")
    except (RecursionError, ValueError) as trouble:
        raise CodecError(f"it can't be written: {trouble}") from None
    if len(text) > LARGEST:
        raise CodecError(f"it is too large ({len(text) // 1_000_000} MB)")
    return text


def loads(text: bytes) -> Any:
    """The message in these bytes. Raises CodecError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CodecError("this is no message") from None


def to_text(data: bytes | bytearray | memoryview) -> str:
    """Bytes as JSON can hold them."""
    return base64.b64encode(data).decode("ascii")


def to_bytes(text: Any) -> bytes:
    """The bytes in such a text."""
    return base64.b64decode(text, validate=True)


def _hex(value: int) -> str:
    if value.bit_length() > 4_000_000:
        raise CodecError("a number has too many digits")
    return hex(value)


def _nodes(encoder: Encoder, values: Any, depth: int) -> list[Node]:
    return [encoder.node(value, depth) for value in values]


def _moment(encoder: Encoder, value: Any, depth: int) -> Node:
    if getattr(value, "tzinfo", None) is not None:
        return encoder.refer(value) if encoder.refer else ["T", "str", str(value)]
    return ["T", type(value).__name__, value.isoformat()]


IMMUTABLE: dict[type, Callable[[Encoder, Any, int], Node]] = {
    tuple: lambda encoder, value, depth: ["t", _nodes(encoder, value, depth)],
    frozenset: lambda encoder, value, depth: ["fs", _nodes(encoder, value, depth)],
    bytes: lambda encoder, value, depth: ["b", to_text(value)],
    complex: lambda encoder, value, depth: ["c", encoder.node(value.real), encoder.node(value.imag)],
    Fraction: lambda encoder, value, depth: ["F", *_nodes(encoder, (value.numerator, value.denominator), depth)],
    Decimal: lambda encoder, value, depth: ["D", str(value)],
    range: lambda encoder, value, depth: ["rg", *_nodes(encoder, (value.start, value.stop, value.step), depth)],
    slice: lambda encoder, value, depth: ["sl", *_nodes(encoder, (value.start, value.stop, value.step), depth)],
    type(Ellipsis): lambda encoder, value, depth: ["..."],
    date: _moment,
    time: _moment,
    datetime: _moment,
    timedelta: lambda encoder, value, depth: ["td", value.days, value.seconds, value.microseconds],
}
_MOMENTS: Mapping[Any, Any] = {"date": date, "time": time, "datetime": datetime}

READ: dict[str, Callable[[Decoder, Sequence[Any], int], Any]] = {
    "i": lambda decoder, node, depth: int(node[1], 16),
    "f": lambda decoder, node, depth: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[node[1]],
    "t": lambda decoder, node, depth: tuple(decoder.value(each, depth) for each in node[1]),
    "fs": lambda decoder, node, depth: frozenset(decoder.value(each, depth) for each in node[1]),
    "b": lambda decoder, node, depth: to_bytes(node[1]),
    "c": lambda decoder, node, depth: complex(decoder.value(node[1]), decoder.value(node[2])),
    "F": lambda decoder, node, depth: Fraction(decoder.value(node[1]), decoder.value(node[2])),
    "D": lambda decoder, node, depth: Decimal(node[1]),
    "rg": lambda decoder, node, depth: range(*(decoder.value(each) for each in node[1:4])),
    "sl": lambda decoder, node, depth: slice(*(decoder.value(each) for each in node[1:4])),
    "...": lambda decoder, node, depth: Ellipsis,
    "T": lambda decoder, node, depth: _MOMENTS[node[1]].fromisoformat(node[2]),
    "td": lambda decoder, node, depth: timedelta(node[1], node[2], node[3]),
    "B": lambda decoder, node, depth: NAMED[node[1]],
}


def _pairs(encoder: Encoder, value: Mapping[Any, Any]) -> list[Node]:
    return [[encoder.node(key), encoder.node(each)] for key, each in value.items()]


def _factory(encoder: Encoder, value: defaultdict[Any, Any]) -> Node:
    factory = value.default_factory
    name = NAMES.get(id(factory), "")
    return ["dict", _pairs(encoder, value), "defaultdict", name if name in FACTORIES else ""]


MUTABLE: dict[type, Callable[[Encoder, Any], Node]] = {
    list: lambda encoder, value: ["list", _nodes(encoder, value, 0)],
    dict: lambda encoder, value: ["dict", _pairs(encoder, value), "dict", ""],
    OrderedDict: lambda encoder, value: ["dict", _pairs(encoder, value), "OrderedDict", ""],
    Counter: lambda encoder, value: ["dict", _pairs(encoder, value), "Counter", ""],
    defaultdict: _factory,
    set: lambda encoder, value: ["set", _nodes(encoder, value, 0)],
    deque: lambda encoder, value: ["deque", _nodes(encoder, value, 0), value.maxlen],
    bytearray: lambda encoder, value: ["ba", to_text(value)],
}
_DICTS: Mapping[Any, Callable[[Any], Any]] = {
    "dict": lambda name: {},
    "OrderedDict": lambda name: OrderedDict(),
    "Counter": lambda name: Counter(),
    "defaultdict": lambda name: defaultdict(FACTORIES.get(name)),
}

Fill = Callable[[], None] | None


def _same(old: Any, made: Any) -> Any:
    return old if type(old) is type(made) else made


def _build_list(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    target, items = _same(old, []), list(node[1])

    def fill() -> None:
        target[:] = [decoder.value(each) for each in items]

    return target, fill


def _build_dict(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    target, pairs = _same(old, _DICTS[node[2]](node[3])), list(node[1])

    def fill() -> None:
        read = [(decoder.value(key), decoder.value(each)) for key, each in pairs]
        target.clear()
        for key, each in read:
            target[key] = each

    return target, fill


def _build_set(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    target, items = _same(old, set()), list(node[1])

    def fill() -> None:
        read = [decoder.value(each) for each in items]
        target.clear()
        target.update(read)

    return target, fill


def _build_deque(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    target, items = _same(old, deque(maxlen=node[2])), list(node[1])

    def fill() -> None:
        read = [decoder.value(each) for each in items]
        target.clear()
        target.extend(read)

    return target, fill


def _build_bytearray(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    target = _same(old, bytearray())
    target[:] = to_bytes(node[1])
    return target, None


BUILD: dict[str, Callable[[Decoder, Sequence[Any], Any], tuple[Any, Fill]]] = {
    "list": _build_list,
    "dict": _build_dict,
    "set": _build_set,
    "deque": _build_deque,
    "ba": _build_bytearray,
}

EXTRA: list[Callable[[Encoder, Any], Node | None]] = []
"""Writers of kinds whose library may not be loaded: numpy's and pandas'."""
