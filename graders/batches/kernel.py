"""nbgrader's own execution, in kernels that write nothing into the teacher's terminal."""

from __future__ import annotations

import subprocess
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbgrader.preprocessors import Execute


class QuietKernels(AsyncKernelManager):
    """Starts kernels whose own messages go nowhere; what a cell writes is caught as its output before that."""

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # the base takes any options, too
        """Start the kernel."""
        await super().start_kernel(**{"stderr": subprocess.DEVNULL, **options})


class QuietExecute(Execute):
    """Configured as `Execute` itself."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **{"kernel_manager_class": QuietKernels, **more})
