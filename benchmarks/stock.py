"""Stock Voila serving one lesson of the course, as it would without gapless."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import nbformat
from served import answers, free_port

# A stock page leaves its kernel behind; culling them keeps one visit from slowing the next.
CULLING = ["cull_idle_timeout=8", "cull_interval=2", "cull_connected=False"]


class Stock:
    """`voila` over a folder that holds the lesson without its `items` cells, which no page may hold."""

    def __init__(self, folder: Path, lesson: Path) -> None:
        self.folder = folder
        self.port = free_port()
        notebook = nbformat.read(lesson, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if "items" not in cell.metadata.get("tags", [])]
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "lesson.ipynb")
        helpers = lesson.parent.parent / "helpers.py"
        if helpers.is_file():
            (folder / "helpers.py").write_bytes(helpers.read_bytes())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server and return when it answers."""
        flags = ["--no-browser", f"--port={self.port}", "--Voila.ip=127.0.0.1", "--show_tracebacks=True"]
        flags += [f"--MappingKernelManager.{trait}" for trait in CULLING]
        with (self.folder.parent / "stock.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "voila", str(self.folder), *flags],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not answers(f"{self.url}/static/favicon.ico"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder.parent / "stock.log").read_text(errors="replace"))
            time.sleep(0.1)

    def stop(self) -> None:
        """End the server and the kernels it holds."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
