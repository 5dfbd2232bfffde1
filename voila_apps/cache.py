"""Snapshots kept on disk beside the class, so that a second start has every page at once."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .assets import Assets, Body
from .render import Fault
from .snapshot import Snapshot

PACKAGE = Path(__file__).parent.parent
_BUILDERS = ("ipywidgets", "anywidget", "voila", "nbclient", "ipykernel")
_SOURCES = {".py", ".ipynb", ".j2", ".js", ".css", ".json"}
_ASSET = re.compile(r"/assets/([\w.-]+)")


def code_version() -> str:
    """A hash of everything of gapless and below that shapes a page."""
    digest = hashlib.sha256(" ".join(version(name) for name in _BUILDERS).encode())
    for file in sorted(_page_files()):
        digest.update(str(file.relative_to(PACKAGE)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _page_files() -> Iterator[Path]:
    for room in ("voila_apps", "widgets", "authoring"):
        for folder, below, names in os.walk(PACKAGE / room):
            below[:] = [name for name in below if name not in ("bundle", "__pycache__", "node_modules")]
            yield from (Path(folder, name) for name in names if Path(name).suffix in _SOURCES)


class PageCache:
    """The pages of one version of a course, made by one version of gapless; older versions are thrown away."""

    def __init__(self, home: Path, course_version: str) -> None:
        key = hashlib.sha256(f"{course_version} {code_version()}".encode()).hexdigest()[:16]
        self._folder = home / key
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in home.iterdir():
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    def load(self, name: str, assets: Assets) -> Snapshot | None:
        """The page of this name, its assets put back in place; None where it is not there or can't be read."""
        try:
            kept = json.loads(self._file(name).read_bytes())
            body = Body(_bytes(kept["plain"]), {encoding: _bytes(data) for encoding, data in kept["packed"].items()})
            faults = tuple(Fault(*fault) for fault in kept["faults"])
            files = {file: _bytes(content) for file, content in kept["assets"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            # Whatever is wrong with it, the page can be made again.
            return None
        for file, content in files.items():
            assets.restore(file, content)
        return Snapshot(body, tuple(kept["reasons"]), faults)

    def store(self, name: str, page: Snapshot, assets: Assets) -> None:
        """Keep a page; whole or not at all."""
        used = {file: content for file in _references(page) if (content := assets.added(file)) is not None}
        kept: dict[str, Any] = {
            "plain": _text(page.body.plain),
            "packed": {encoding: _text(data) for encoding, data in page.body.packed.items()},
            "reasons": list(page.reasons),
            "faults": [[fault.notebook, fault.cell, fault.words] for fault in page.faults],
            "assets": {file: _text(content) for file, content in used.items()},
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "w") as file:
            json.dump(kept, file)
        Path(path).replace(self._file(name))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name.replace('/', '.')}.json"


def _references(page: Snapshot) -> set[str]:
    return set(_ASSET.findall(page.body.plain.decode()))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
