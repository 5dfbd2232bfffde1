"""The server computes placements on one thread: several wait for each other and make a choice much slower."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMPUTE = """
import os
from gapless.voila_apps import serve
import numpy
numpy.ones((600, 600)) @ numpy.ones((600, 600))
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads by /proc, which Linux has")
def test_whoever_serves_multiplies_on_one_thread() -> None:
    free = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", COMPUTE]
    ran = subprocess.run(command, env=free, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "1"
