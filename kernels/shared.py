"""Fork servers of this process by what they have loaded: started when first needed, ended with the process."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Mapping

from .server import Zygote, clean_environment

_zygotes: dict[tuple[int, tuple[str, ...], str, str], Zygote] = {}
_lock = threading.Lock()


def shared_zygote(preload: tuple[str, ...], environment: Mapping[str, str]) -> Zygote:
    """The fork server for children with this environment. Raises OperatorError when it can't be started.

    What an interpreter reads of its environment when it starts, a fork server has in common with all its children:
    the seed of hashes, and where modules lie. So there is one for each.
    """
    own = clean_environment() | {name: environment[name] for name in _AT_START if name in environment}
    key = (os.getpid(), preload, own.get("PYTHONHASHSEED", ""), own.get("MPLBACKEND", ""))
    with _lock:
        if key not in _zygotes:
            _zygotes[key] = Zygote(preload, environment=own)
        return _zygotes[key]


_AT_START = ("PYTHONHASHSEED", "MPLBACKEND")


@atexit.register
def _close_all() -> None:
    for (owner, *_), zygote in _zygotes.items():
        if owner == os.getpid():  # a process that was forked from its owner has no part in it
            zygote.close()
