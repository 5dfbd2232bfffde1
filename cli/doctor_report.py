"""What `gapless doctor` finds: the layers of the sandbox, and the versions of what gapless stands on."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from ..kernels import Layer, cage_holds, layers

PACKAGES = ("gapless", "jupyterlab", "voila", "ipywidgets", "nbgrader", "nbclient", "ipykernel", "jupyter_client")

REMEDIES = {
    "fork server": "Run gapless on Linux, or in a Linux container.",
    "files": "Use Linux 5.13 or newer, with Landlock among its security modules (`lsm=` at boot).",
    "signals": "Use Linux 6.12 or newer.",
    "system calls": "Use a kernel with seccomp, on x86_64 or aarch64; some containers must allow the call prctl.",
    "network": "As for system calls.",
    "privileges": "As for system calls.",
    "tree": "Start gapless by systemd with Delegate=yes in the unit.",
}


@dataclass(frozen=True)
class Findings:
    """Layers, versions by package, and whether code of strangers can run here."""

    layers: tuple[Layer, ...]
    versions: dict[str, str]
    sound: bool

    def as_json(self) -> str:
        """One JSON object."""
        facts = {"sound": self.sound, "layers": [asdict(layer) for layer in self.layers], "versions": self.versions}
        return json.dumps(facts, ensure_ascii=False)

    def as_text(self) -> str:
        """For a terminal: a line a layer with its remedy, a line a version, and what follows from it."""
        lines = ["The sandbox for code of strangers:"]
        for layer in self.layers:
            lines.append(f"  {'holds  ' if layer.holds else 'MISSING'}  {layer.name:<14} {layer.why}")
            if not layer.holds and layer.name in REMEDIES:
                lines.append(f"           {'':<14} {REMEDIES[layer.name]}")
        lines += ["", "Versions:", *(f"  {name:<15} {number}" for name, number in self.versions.items()), ""]
        return "\n".join([*lines, _SOUND if self.sound else _UNSOUND])


_SOUND = "Notebooks of strangers can be graded here."
_UNSOUND = "Don't grade notebooks of strangers here: run gapless in a container, under a user of its own."


def examined() -> Findings:
    """Look at this machine."""
    versions = {"Python": platform.python_version(), "system": f"{platform.system()} {platform.release()}"}
    return Findings(layers(), versions | {name: _version(name) for name in PACKAGES}, cage_holds())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
