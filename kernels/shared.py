"""Fork servers of this process by what they have loaded: started when first needed, ended with the process."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Mapping, Sequence

from .server import Zygote, clean_environment

_AT_START = ("PYTHONHASHSEED", "MPLBACKEND")

_Key = tuple[int, tuple[str, ...], tuple[tuple[str, str], ...]]
_zygotes: dict[_Key, Zygote] = {}
_lock = threading.Lock()


def shared_zygote(preload: tuple[str, ...], environment: Mapping[str, str], names: Sequence[str] = ()) -> Zygote:
    """The fork server for children with this environment. Raises OperatorError when it can't be started.

    Some of its environment a process only looks at when it starts, or when a module is loaded: a fork server has that
    in common with all its children, so there is one for each. `names` are such variables, besides Python's own.
    """
    own = {name: environment[name] for name in (*_AT_START, *names) if name in environment}
    key = (os.getpid(), preload, tuple(sorted(own.items())))
    with _lock:
        if key not in _zygotes:
            _zygotes[key] = Zygote(preload, environment=clean_environment() | own)
        return _zygotes[key]


@atexit.register
def _close_all() -> None:
    for (owner, *_), zygote in _zygotes.items():
        if owner == os.getpid():  # a process that was forked from its owner has no part in it
            zygote.close()
