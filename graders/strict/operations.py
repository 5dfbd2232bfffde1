"""What can be done with an object on the other side, by name."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

UNARY: Mapping[str, Callable[[Any], Any]] = {
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "str": str,
    "repr": repr,
    "int": int,
    "float": float,
    "complex": complex,
    "bytes": bytes,
    "index": operator.index,
    "abs": abs,
    "neg": operator.neg,
    "pos": operator.pos,
    "invert": operator.invert,
    "trunc": lambda one: one.__trunc__(),
    "reversed": reversed,
    "dir": dir,
    "enter": lambda one: type(one).__enter__(one),
}
"""Operations that tell the object nothing: what comes of them could as well have been returned in its stead."""

ARITHMETIC = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "lshift",
    "rshift",
    "and_",
    "or_",
    "xor",
)
COMPARE = ("eq", "ne", "lt", "le", "gt", "ge")


def _reflected(name: str) -> Callable[[Any, Any], Any]:
    act = getattr(operator, name)
    return lambda one, other: act(other, one)


BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    **{name: getattr(operator, name) for name in (*ARITHMETIC, *COMPARE)},
    **{f"r{name}": _reflected(name) for name in ARITHMETIC},
    "divmod": divmod,
    "contains": operator.contains,
}
"""Operations that show the object another value and let it say what comes of it."""

OTHER: Mapping[str, Callable[..., Any]] = {
    "call": lambda one, *args, **kwargs: one(*args, **kwargs),
    "get": getattr,
    "set": setattr,
    "del": delattr,
    "item": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "format": format,
    "round": round,
    "isinstance": lambda kind, one: isinstance(one, kind),
    "issubclass": lambda kind, one: issubclass(one, kind),
    "exit": lambda one, *args: type(one).__exit__(one, *args),
    "hash": hash,
}

ACTS: Mapping[str, Callable[..., Any]] = {**UNARY, **BINARY, **OTHER}

FREE = frozenset({*UNARY, "item", "call", "format", "round", "hash", "exit"})
"""Operations that are always allowed: they hand the object no expected value to agree with."""

PLAIN: Mapping[type, Callable[[Any], Any]] = {
    OrderedDict: lambda one: dict(dict.items(one)),
    dict: lambda one: dict(dict.items(one)),
    list: lambda one: list.__getitem__(one, slice(None)),
    tuple: lambda one: tuple.__getitem__(one, slice(None)),
    str: lambda one: str.__getitem__(one, slice(None)),
    bytes: lambda one: bytes.__getitem__(one, slice(None)),
    int: lambda one: int.__index__(one) + 0,
    float: lambda one: float.__pos__(one),
    complex: lambda one: complex.__pos__(one),
    set: lambda one: set.union(set(), one),
    frozenset: lambda one: frozenset.union(frozenset(), one),
}
"""Base type -> the plain data in an instance of one of its subclasses, past whatever the subclass overrides."""


def base_of(value: Any) -> type | None:
    """The plain type whose data an object carries, if it is an instance of a subclass of one."""
    mro = type.__getattribute__(type(value), "__mro__")
    return next((kind for kind in PLAIN if kind in mro), None)
