"""A JupyterLab over a course folder, as its author opens it, with nothing of this machine's settings."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from book import Book
from jupyter_client.blocking.client import BlockingKernelClient
from served import answers, free_port

QUIET = {"fetchNews": "false", "checkForUpdates": False}
EVENTS = """__import__('json').dumps([
    {'seq': e.seq, 'kind': e.kind, 'request': e.request, 'body': dict(e.body)}
    for e in __import__('gapless.widgets.local', fromlist=['_']).local_tutor().tutor.journal.events('author')
], default=str)"""


class Lab:
    """`jupyter lab` on 127.0.0.1 without a token; settings, runtime files and kernelspecs in a folder of its own."""

    def __init__(self, course: Path, home: Path, by: Sequence[str] = ()) -> None:
        """`by` are the arguments of `python -m` that start it, JupyterLab itself unless told otherwise."""
        self.course, self.home, self.port = course, home, free_port()
        plain = ("jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--notebook-dir={course}", "--LabApp.news_url=None")
        self._by = by or plain
        settings = home / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Lab:
        """Start it and return when it answers."""
        places = {
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
        }
        environment = {**os.environ, **{name: str(self.home / place) for name, place in places.items()}}
        flags = ["--allow-root", f"--port={self.port}", "--IdentityProvider.token=", "--ServerApp.port_retries=0"]
        with (self.home / "lab.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self._by, *flags], stdout=log, stderr=log, env=environment
            )
        deadline = time.monotonic() + 60
        while not answers(f"{self.url}/api/status"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.home / "lab.log").read_text(errors="replace"))
            time.sleep(0.1)
        return self

    def stop(self) -> None:
        """End it and its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def ask_kernel(self, expression: str) -> Any:
        """The value of a Python expression in the one kernel that runs, beside what its notebook does."""
        (connection,) = (self.home / "runtime").glob("kernel-*.json")
        client = BlockingKernelClient(connection_file=str(connection))
        client.load_connection_file()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=30)
            client.execute("", silent=True, user_expressions={"value": expression})
            reply = client.get_shell_msg(timeout=30)["content"]["user_expressions"]["value"]
            assert reply["status"] == "ok", reply
            return ast.literal_eval(reply["data"]["text/plain"])
        finally:
            client.stop_channels()


@dataclass(frozen=True)
class KernelBook(Book):
    """The record of a LocalTutor, read in its kernel."""

    lab: Lab

    def events(self, student: str, kind: str | None = None) -> list[dict[str, Any]]:
        """The one author's events in order; of one `kind` if it is given."""
        return [event for event in json.loads(self.lab.ask_kernel(EVENTS)) if kind in (None, event["kind"])]
