"""What a cell shows on a page, as HTML: one function a kind of output, in order of preference."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..authoring import to_html
from .assets import Assets

WIDGET = "application/vnd.jupyter.widget-view+json"
FAILED = "A picture here could not be drawn. Go on below."
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"}
_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^":?#]+)(")')


def markdown_html(source: str, folder: Path, assets: Assets) -> str:
    """Lesson markdown as HTML; pictures that lie beside the notebook become assets."""

    def asset(match: re.Match[str]) -> str:
        file = (folder / match[2]).resolve()
        inside = file.is_relative_to(folder.resolve()) and file.suffix.lower() in _PICTURES and file.is_file()
        url = assets.add(_stem(file), file.suffix.lower(), file.read_bytes()) if inside else match[2]
        return f"{match[1]}{url}{match[3]}"

    return _IMAGE.sub(asset, to_html(source, trusted=True))


def output_html(output: Any) -> str:
    """One output of a code cell; "" for what a page doesn't show (warnings, plain reprs of nothing)."""
    if output.output_type == "error":
        return f'<p class="cell-failed">{FAILED}</p>'
    if output.output_type == "stream":
        return _wrapped(_text(output.text)) if output.name == "stdout" and output.text.strip() else ""
    data = output.get("data", {})
    for media_type, shown in _KINDS.items():
        if media_type in data:
            return _wrapped(shown(data[media_type]))
    return ""


def _wrapped(inside: str) -> str:
    return f'<div class="jp-OutputArea-output">{inside}</div>'


def _widget(view: dict[str, Any]) -> str:
    return f'<script type="{WIDGET}">{script_json(view)}</script>'


def _svg(source: str | list[str]) -> str:
    markup = _joined(source)
    return markup[markup.find("<svg") :] if "<svg" in markup else ""


def _picture(media_type: str) -> Callable[[str], str]:
    def shown(data: str) -> str:
        # Decoded and encoded again, so that nothing but base64 can stand in the attribute.
        return f'<img alt="" src="data:{media_type};base64,{base64.b64encode(base64.b64decode(data)).decode()}">'

    return shown


def _text(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


_KINDS: dict[str, Callable[[Any], str]] = {
    WIDGET: _widget,
    "text/html": _joined,
    "image/svg+xml": _svg,
    "image/png": _picture("image/png"),
    "image/jpeg": _picture("image/jpeg"),
    "text/markdown": lambda source: to_html(_joined(source), trusted=True),
    "text/latex": lambda source: to_html(_joined(source), trusted=True),
    "text/plain": lambda source: _text(_joined(source)),
}


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element: no tag can end or begin in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _stem(file: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "picture"
