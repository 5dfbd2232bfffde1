"""Stand-ins for a notebook's objects, in the process that judges: doing something with one asks the other side.

What comes back is this side's own value, so nothing of the student's is ever compared by the student's code. A
reference itself equals nothing but itself: `==` is decided here, unless the author's own solution needs its own.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from .operations import ARITHMETIC, COMPARE, UNARY

_CLASSES = {
    "class": type,
    "function": types.FunctionType,
    "method": types.MethodType,
    "builtin": types.BuiltinFunctionType,
    "generator": types.GeneratorType,
    "coroutine": types.CoroutineType,
}
_BASES = {each.__name__: each for each in (dict, list, tuple, str, bytes, int, float, complex, set, frozenset)}
_PUBLIC = frozenset(
    {"__name__", "__qualname__", "__doc__", "__dict__", "__module__", "__annotations__", "__defaults__"}
)


class Asker(Protocol):
    """Whoever can ask the other side."""

    def op(self, name: str, ref: Ref, *args: Any, **kwargs: Any) -> Any:
        """What the operation gives, as this side's own value."""
        ...

    def data(self, ref: Ref) -> Any:
        """The plain data in an instance of a subclass of a plain type."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an object on the other side: how it was come by (`path`), and its kind, as that side says."""

    asker: Asker
    handle: int
    path: str
    kind: str
    label: str
    base: str
    own_eq: bool
    shared: tuple[type, ...]


class Ref:
    """An object on the other side."""

    __slots__ = ("__weakref__", "_facts")
    _facts: Facts

    def __init__(self, facts: Facts) -> None:
        object.__setattr__(self, "_facts", facts)

    @property
    def __class__(self) -> type:  # type: ignore[override]  # what is asked for, and never set
        """What isinstance goes by: the kind of object it is, or the author's class it descends from."""
        facts = self._facts
        if facts.shared:
            return facts.shared[0]
        return _BASES.get(facts.base) or _CLASSES.get(facts.kind) or Ref

    def __getattr__(self, name: str) -> Any:
        if (name.startswith("__") and name not in _PUBLIC) or name.startswith(("_repr_", "_ipython_")):
            raise AttributeError(name)
        return self._facts.asker.op("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._facts.asker.op("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._facts.asker.op("del", self, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._facts.asker.op("call", self, *args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._facts.asker.op("item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._facts.asker.op("setitem", self, key, value)

    def __delitem__(self, key: Any) -> None:
        self._facts.asker.op("delitem", self, key)

    def __iter__(self) -> Iterator[Any]:
        got = self._facts.asker.op("iter", self)
        return got if isinstance(got, Ref) else iter(got)

    def __next__(self) -> Any:
        return self._facts.asker.op("next", self)

    def __dir__(self) -> list[str]:
        return list(self._facts.asker.op("dir", self))

    def __bool__(self) -> bool:
        return bool(self._facts.asker.op("bool", self))

    def __format__(self, how: str) -> str:
        return str(self._facts.asker.op("format", self, how))

    def __round__(self, *digits: Any) -> Any:
        return self._facts.asker.op("round", self, *digits)

    def __hash__(self) -> int:
        return hash((Ref, self._facts.handle))

    def __instancecheck__(self, other: Any) -> bool:
        return isinstance(other, Ref) and bool(self._facts.asker.op("isinstance", self, other))

    def __subclasscheck__(self, other: Any) -> bool:
        return isinstance(other, Ref) and bool(self._facts.asker.op("issubclass", self, other))

    def __enter__(self) -> Any:
        return self._facts.asker.op("enter", self)

    def __exit__(self, kind: Any, error: Any, _: Any) -> Any:
        return self._facts.asker.op("exit", self, *(None,) * 3) if kind is None else None

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("An object of a notebook's own can't be copied from outside.")

    def __contains__(self, item: Any) -> bool:
        return bool(self._facts.asker.op("contains", self, item))


def _unary(name: str) -> Callable[[Ref], Any]:
    return lambda self: self._facts.asker.op(name, self)


def _binary(name: str) -> Callable[[Ref, Any], Any]:
    return lambda self, other: self._facts.asker.op(name, self, other)


_BARE = {"and_": "and", "or_": "or"}
for _name in (
    "len",
    "str",
    "repr",
    "int",
    "float",
    "complex",
    "bytes",
    "index",
    "abs",
    "neg",
    "pos",
    "invert",
    "trunc",
):
    assert _name in UNARY
    setattr(Ref, f"__{_name}__", _unary(_name))
Ref.__reversed__ = _unary("reversed")  # type: ignore[attr-defined]
for _name in ARITHMETIC:
    setattr(Ref, f"__{_BARE.get(_name, _name)}__", _binary(_name))
    setattr(Ref, f"__r{_BARE.get(_name, _name)}__", _binary(f"r{_name}"))
for _name in COMPARE:
    setattr(Ref, f"__{_name}__", _binary(_name))
Ref.__divmod__ = _binary("divmod")  # type: ignore[attr-defined]


def is_ref(value: Any) -> bool:
    """Whether this is a reference, whatever it says of its class."""
    return type(value) is Ref


def facts_of(ref: Ref) -> Facts:
    """What is known of a reference, without asking anybody."""
    return object.__getattribute__(ref, "_facts")
