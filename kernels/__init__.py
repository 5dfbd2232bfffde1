"""Fresh Python processes in a millisecond, in a sandbox that needs no root and no container.

`Zygote` forks, `Child` is what it forked, `Limits` and `Cage` bound it, `layers` tells which of the sandbox's layers
hold on this machine. The kernel provisioner `gapless-fork` starts Jupyter's kernels by the same means.
"""

from .child import Child
from .sandbox import cage_holds, layers, require_sandbox
from .server import Zygote
from .values import JSON, UNCAGED, Cage, Layer, Limits, Usage

__all__ = [
    "JSON",
    "UNCAGED",
    "Cage",
    "Child",
    "Layer",
    "Limits",
    "Usage",
    "Zygote",
    "cage_holds",
    "layers",
    "require_sandbox",
]
