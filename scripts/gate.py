"""Every check there is, the fast ones first; the first that fails ends the run: `make test`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import chromium

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ("pytest", "-rs")
# Two processes: what the machines that run this have. Work stealing, since a few tests take a tenth of it all.
TWO = (*PYTEST, "-n", "2", "--dist", "worksteal")
# Kernels are forked instead of started, which takes a tenth of the time.
FORKED = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "gapless-fork"}
NBVAL = (*PYTEST, "--nbval-lax", "--nbval-current-env", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Step:
    """One check: the arguments of `python -m`, and what it wants in its environment."""

    name: str
    module: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    browser: bool = False


STEPS = (
    Step("locks", (*PYTEST, "tests/packaging/test_locks.py")),
    Step("format", ("ruff", "format", "--check", ".")),
    Step("lint", ("ruff", "check", ".")),
    Step("types", ("basedpyright",)),
    Step("tests", (*TWO, "-m", "not browser")),
    # Authors' notebooks find their course's helpers.py as the item loader does.
    Step("lesson notebooks", (*NBVAL, "courses"), FORKED | {"PYTHONPATH": str(ROOT / "courses" / "fractions")}),
    Step("page notebooks", (*NBVAL, "voila_apps/pages"), FORKED | {"GAPLESS_PAGE": "1"}),
    Step("browser", (*TWO, "-m", "browser"), browser=True),
)


def run(step: Step) -> bool:
    """Run one step and say how long it took; whether it passed."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **step.environment}
    if step.browser:
        environment["GAPLESS_CHROMIUM"] = chromium.find_or_install()
    print(f"\n── {step.name}: {' '.join(step.module)}", flush=True)
    began = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *step.module], cwd=ROOT, env=environment, check=False).returncode
    print(f"── {step.name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return code == 0


def main() -> None:
    """All steps, or those named as arguments, in order, up to the first that fails."""
    wanted = sys.argv[1:] or [step.name for step in STEPS]
    began = time.monotonic()
    for step in STEPS:
        if step.name in wanted and not run(step):
            raise SystemExit(f"\nStopped at {step.name!r} after {time.monotonic() - began:.0f} s.")
    print(f"\nAll {len(wanted)} steps passed in {time.monotonic() - began:.0f} s.", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
