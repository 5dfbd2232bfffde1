"""Files that never change under their name: each is named by its content, sent compressed and cached for good."""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli

STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# Compressed already; a second time costs and wins nothing.
_DENSE = {".woff2", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"}


@dataclass(frozen=True)
class Body:
    """Bytes to send, and their compressed forms by the name of the encoding."""

    plain: bytes
    packed: dict[str, bytes] = field(default_factory=dict)

    def best(self, accepts: str) -> tuple[bytes, str]:
        """The smallest form that an Accept-Encoding header allows, and its encoding ("" for plain)."""
        offers = {
            offer.split(";")[0].strip() for offer in accepts.split(",") if not offer.replace(" ", "").endswith(";q=0")
        }
        allowed = [encoding for encoding in ("br", "gzip") if encoding in offers and encoding in self.packed]
        return (self.packed[allowed[0]], allowed[0]) if allowed else (self.plain, "")


def packed(plain: bytes, quality: int = 9) -> Body:
    """The bytes with both compressed forms; takes tens of milliseconds for a page."""
    return Body(plain, {"br": brotli.compress(plain, quality=quality), "gzip": gzip.compress(plain, 9, mtime=0)})


@dataclass(frozen=True)
class Asset:
    """A file under /assets: its media type and its bytes."""

    media_type: str
    body: Body


class Assets:
    """Everything under /assets, by name: what gapless ships, and what courses and widgets add."""

    def __init__(self, static: Path = STATIC) -> None:
        self._static = static
        self._files = {file.name: file for file in static.rglob("*") if file.is_file() and file.name != "manifest.json"}
        self._held: dict[str, Asset] = {}
        self._manifest: dict[str, Any] = {}
        if (static / "manifest.json").is_file():
            self._manifest = json.loads((static / "manifest.json").read_text(encoding="utf-8"))

    def url(self, logical: str) -> str:
        """The address of a shipped file by its plain name ("page.css"), "" where the bundle has none."""
        name = self._manifest.get(logical, "")
        return f"/assets/{name}" if name else ""

    def preloads(self) -> list[str]:
        """The addresses of the fonts that every page needs at once."""
        return [f"/assets/{name}" for name in self._manifest.get("preload", [])]

    def modules(self) -> list[str]:
        """The addresses of the scripts that "page.js" asks for before it can run."""
        return [f"/assets/{name}" for name in self._manifest.get("modules", [])]

    def add(self, stem: str, suffix: str, content: bytes) -> str:
        """Hold this content and give its address; the same content always has the same one."""
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        if name not in self._held:
            self._held[name] = Asset(_media_type(suffix), Body(content))
        return f"/assets/{name}"

    def get(self, name: str) -> Asset | None:
        """The asset of this name, compressed on first use; None where there is none."""
        held = self._held.get(name)
        if held is None and name in self._files:
            held = Asset(_media_type(Path(name).suffix), Body(self._files[name].read_bytes()))
        if held is not None and not held.body.packed and Path(name).suffix not in _DENSE:
            held = Asset(held.media_type, packed(held.body.plain))
        if held is not None:
            self._held[name] = held
        return held

    def warm(self) -> None:
        """Compress what every page needs before somebody waits for it."""
        for name in self._manifest.values():
            if isinstance(name, str):
                self.get(name)
        for name in self._manifest.get("modules", []):
            self.get(name)

    def added(self, name: str) -> bytes | None:
        """The plain bytes of an asset that `add` took; None for a shipped one or none."""
        return self._held[name].body.plain if name in self._held and name not in self._files else None

    def restore(self, name: str, content: bytes) -> None:
        """Hold an asset again under the name that `add` once gave it."""
        self._held.setdefault(name, Asset(_media_type(Path(name).suffix), Body(content)))


def _media_type(suffix: str) -> str:
    media_type = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
