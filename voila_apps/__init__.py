"""The pages and the server that sends them: a Voila of our own, with sign-in, gate, snapshots and the tutor's API."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .listen import PortTaken
    from .server import Server
    from .serving import serve
    from .snapshot import lessons_needing_kernels, run_notebooks

__all__ = ["PortTaken", "Server", "lessons_needing_kernels", "run_notebooks", "serve"]

# Loaded on first use: Voila alone takes more than a second.
_HOMES = {
    "PortTaken": "listen",
    "Server": "server",
    "lessons_needing_kernels": "snapshot",
    "run_notebooks": "snapshot",
    "serve": "serving",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import_module(f"{__name__}.quick")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
