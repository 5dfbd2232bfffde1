"""Classes that a locked cell of the author's defines on both sides: their instances cross by their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from .codec import BUILD, IMMUTABLE, MUTABLE, READ, CodecError, Decoder, Encoder, Fill, Node

NAMES: dict[type, str] = {}
CLASSES: dict[str, type] = {}
_HEAVY = (list, dict, set, str, bytes, int, float, complex, frozenset, BaseException, type)


def share(name: str, kind: Any) -> None:
    """From now on instances of exactly this class cross, and are of the reader's own class of that name."""
    if not isinstance(kind, type):
        return
    NAMES[kind], CLASSES[name] = name, kind
    if issubclass(kind, Enum):
        IMMUTABLE[kind] = lambda encoder, value, depth: ["enum", name, value.name]
    elif issubclass(kind, tuple):
        IMMUTABLE[kind] = lambda encoder, value, depth: ["nt", name, [encoder.node(one, depth) for one in value]]
    elif not issubclass(kind, _HEAVY):
        MUTABLE[kind] = _write


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    yield from getattr(value, "__dict__", {}).items()
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                yield name, getattr(value, name)


def _write(encoder: Encoder, value: Any) -> Node:
    fields = [[name, encoder.node(each)] for name, each in _fields(value)]
    return ["inst", NAMES[type(value)], fields]


def _class(name: Any) -> type:
    kind = CLASSES.get(name)
    if kind is None:
        raise CodecError("a class of that name is not shared")
    return kind


def _build(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    kind = _class(node[1])
    if kind not in MUTABLE:
        raise CodecError("instances of that class do not cross")
    target = old if type(old) is kind else object.__new__(kind)
    fields = [(str(name), each) for name, each in node[2]]

    def fill() -> None:
        read = [(name, decoder.value(each)) for name, each in fields]
        if hasattr(target, "__dict__"):
            target.__dict__.clear()
        for name, each in read:
            object.__setattr__(target, name, each)

    return target, fill


def _read_enum(decoder: Decoder, node: Sequence[Any], depth: int) -> Any:
    kind = _class(node[1])
    if not issubclass(kind, Enum):
        raise CodecError("that class has no members")
    return kind[str(node[2])]


def _read_tuple(decoder: Decoder, node: Sequence[Any], depth: int) -> Any:
    kind = _class(node[1])
    if not issubclass(kind, tuple):
        raise CodecError("that class is no tuple")
    return tuple.__new__(kind, [decoder.value(each, depth) for each in node[2]])


BUILD["inst"] = _build
READ["enum"], READ["nt"] = _read_enum, _read_tuple
