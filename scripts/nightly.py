"""What takes too long for every change: the same tests with more of everything, on other seeds each night."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Night:
    """One long check: the arguments of `python -m`, and what it wants in its environment."""

    name: str
    module: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def nights(first: int) -> tuple[Night, ...]:
    """Every long check; `first` moves the seeds."""
    return (
        Night(
            "corrupted specs",
            ("pytest", "-rs", "-s", "-n0", "tests/practice/test_campaign.py"),
            {"GAPLESS_CORRUPTED_SPECS": "30000", "GAPLESS_CORRUPTED_FIRST": str(first)},
        ),
        Night(
            "nbgrader's scores",
            ("pytest", "-rs", "-n0", "tests/graders/test_honest_scores.py"),
            {"GAPLESS_WHOLE_CORPUS": "yes"},
        ),
    )


def main() -> None:
    """All long checks, or those named as arguments; each is told, and the exit code says whether all passed."""
    first = int(os.environ.get("GAPLESS_NIGHT", str(int(time.time()) // 86_400))) * 100_000
    wanted = sys.argv[1:]
    failed = []
    for night in nights(first):
        if not wanted or night.name in wanted:
            print(f"\n── {night.name} (GAPLESS_NIGHT={first // 100_000} repeats it)", flush=True)
            environment = {**os.environ, **night.environment}
            command = [sys.executable, "-m", *night.module]
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                failed.append(night.name)
    if failed:
        raise SystemExit(f"\nFailed: {', '.join(failed)}.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
