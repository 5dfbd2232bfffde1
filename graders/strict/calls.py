"""One call across the link, in either direction: arguments there, the result and the changed arguments back."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .codec import CodecError, Decoder, Encoder, Node

Refer = Callable[[Any], Node]
Resolve = Callable[[Sequence[Any]], Any]
Known = Callable[[Mapping[str, Any], type[BaseException]], type[BaseException]]

# Exceptions of these keep their class on the other side; none of them means "skip this test".
_MODULES = """
    binascii concurrent configparser copy csv decimal fractions ipaddress json math numpy pandas queue re shutil
    statistics string struct subprocess tokenize urllib uuid zlib
"""
ERRORS = frozenset(_MODULES.split())


class Sent:
    """A call on its way: its message, and what of the arguments may come back changed.

    `own` are the ids of objects that the other side has under a name, too: there the call gets those very objects.
    """

    def __init__(
        self, args: Sequence[Any], kwargs: Mapping[str, Any], refer: Refer, own: Mapping[int, str] | None = None
    ) -> None:
        encoder = Encoder(refer)
        graph = encoder.message([*args, *kwargs.values()])
        self.message = {"g": graph, "args": len(args), "names": list(kwargs)}
        self._mine = encoder.sources
        if own:
            self.message["own"] = {str(n): own[id(each)] for n, each in enumerate(self._mine) if id(each) in own}

    def result(self, reply: Mapping[str, Any], resolve: Resolve) -> Any:
        """What the call gave; the arguments are changed as it changed them. Raises CodecError."""
        roots = Decoder(reply.get("g"), resolve, self._mine).roots()
        if len(roots) != 1:
            raise CodecError("a reply holds no result")
        return roots[0]


class Received:
    """A call that came in: its arguments, and how to answer it."""

    def __init__(self, message: Mapping[str, Any], resolve: Resolve, own: Mapping[str, Any] | None = None) -> None:
        named = {int(place): (own or {}).get(name) for place, name in (message.get("own") or {}).items()}
        decoder = Decoder(message["g"], resolve, [named.get(n) for n in range(len(message["g"]["o"]))])
        values, count, names = decoder.roots(), message["args"], message["names"]
        self.args, self.kwargs = values[:count], dict(zip(names, values[count:], strict=True))
        self._made, self._as_sent = decoder.made, message["g"]["o"]

    def reply(self, result: Any, refer: Refer) -> dict[str, Node]:
        """The graph of the result, after the arguments as they are now; null for those that did not change."""
        encoder = Encoder(refer, known=self._made)
        graph = encoder.message([result])
        for place, sent in enumerate(self._as_sent):
            if graph["o"][place] == sent:
                graph["o"][place] = None
        return graph


def tell(error: BaseException, refer: Refer) -> dict[str, Any]:
    """An exception as plain facts: its class by name, its arguments, its words."""
    kind = type(error)
    bases = [each for each in kind.__mro__ if each.__module__ == "builtins" and issubclass(each, BaseException)]
    facts: dict[str, Any] = {"builtin": bases[0].__name__, "module": kind.__module__, "name": kind.__qualname__}
    try:
        facts["text"] = str(error)[:10_000]
    except BaseException:  # noqa: BLE001  # words of a student's own; whatever they raise, there are none
        facts["text"] = ""
    try:
        facts["args"] = Encoder(refer).message(list(error.args))
    except CodecError:
        facts["args"] = None
    return facts


def told(facts: Any, resolve: Resolve, known: Known) -> BaseException:
    """The reader's own exception for such facts. `known` gives the class for one that the notebook defines."""
    if not isinstance(facts, dict):
        raise CodecError("an exception is not of the agreed form")
    named = getattr(builtins, str(facts.get("builtin")), None)
    base = named if isinstance(named, type) and issubclass(named, BaseException) else Exception
    kind: type[BaseException] = _found(facts, base) or known(facts, base)
    args = () if facts.get("args") is None else tuple(Decoder(facts["args"], resolve).roots())
    try:
        error = kind.__new__(kind, *args)
    except (TypeError, ValueError):
        error = kind.__new__(kind)
    error.args = args
    return error


def _found(facts: Mapping[str, Any], base: type[BaseException]) -> type[BaseException] | None:
    module, name = str(facts.get("module")), str(facts.get("name"))
    if module == "builtins":
        return base if base.__name__ == name else Exception
    if module.partition(".")[0] not in ERRORS or module.startswith("numpy.testing"):
        return None
    kind = getattr(sys.modules.get(module), name, None)
    return kind if isinstance(kind, type) and issubclass(kind, base) else None
