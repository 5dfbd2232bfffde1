"""How feedback looks: one page that needs nothing but itself and runs no script."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..batches.values import CellMark
from .scoring import text_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_LARGEST = 2_000_000
_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^":?#]+)(")')
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MOST_TEXT = 20_000
_STYLE = """
:root{color-scheme:light dark;--ink:#1d2330;--soft:#5a6375;--line:#d9dde5;--paper:#fff;--back:#f6f7f9;--right:#1b6e4b;
--not:#9a4a12}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a3acbd;--line:#363d4b;--paper:#1b202a;--back:#14181f;
--right:#6fcf9f;--not:#f0a368}}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--back);margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.4rem;margin:0}
header,section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1rem 1.1rem;
margin:0 0 1rem}
section.text{background:none;border:0;padding:0 .2rem}
ul.marks{list-style:none;padding:0;margin:.8rem 0 0;columns:2;column-gap:2rem}
ul.marks li{display:flex;justify-content:space-between;gap:1rem;break-inside:avoid}
@media(max-width:34rem){ul.marks{columns:1}}
a{color:inherit}
pre{font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
pre.out{border-top:1px solid var(--line);margin-top:.7rem;padding-top:.7rem;color:var(--soft)}
pre.error{color:var(--not)}
.mark{display:flex;justify-content:space-between;gap:1rem;font-size:.9rem;color:var(--soft);margin:0 0 .6rem}
.full{color:var(--right);font-weight:600}.part{color:var(--not);font-weight:600}
.comment{border-left:3px solid var(--line);margin:.8rem 0 0;padding:.1rem 0 .1rem .8rem}
img{max-width:100%;height:auto}
table{border-collapse:collapse}td,th{border:1px solid var(--line);padding:.2rem .5rem}
""".strip()


class Sheet:
    """The cells of a page as HTML, and the marks that stand at its head."""

    def __init__(self, title: str, folder: Path, prose: Callable[[str], str]) -> None:
        self.title, self._folder, self._prose = title, folder, prose
        self.marks: list[CellMark] = []
        self.sections: list[str] = []

    def add(self, kind: str, source: str, outputs: Sequence[str], mark: CellMark | None, comment: str) -> None:
        """Add a cell; `mark` is None for one that gives none."""
        if kind == "raw":
            return
        inside = self._text(source) if kind == "markdown" else f"<pre>{html.escape(source)}</pre>"
        note = f'<div class="comment">{self._text(comment)}</div>' if comment else ""
        if mark is not None:
            self.marks.append(mark)
        plain = ' class="text"' if kind == "markdown" and mark is None and not comment else ""
        anchor = f' id="{html.escape(mark.cell)}"' if mark else ""
        self.sections.append(f"<section{plain}{anchor}>{_mark(mark)}{inside}{''.join(outputs)}{note}</section>")

    def _text(self, source: str) -> str:
        return _IMAGE.sub(self._picture, self._prose(source))

    def _picture(self, match: re.Match[str]) -> str:
        """A picture that lies beside the notebook, taken into the page; any other stays as it is, and isn't loaded."""
        path = (self._folder / match[2]).resolve()
        kind = _PICTURES.get(path.suffix.lower())
        inside = path.is_relative_to(self._folder.resolve()) and path.is_file()
        if kind is None or not inside or path.stat().st_size > _LARGEST:
            return match[0]
        return f"{match[1]}data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}{match[3]}"


def page(sheet: Sheet, total: tuple[float, float], penalty: float) -> str:
    """The whole page."""
    title = html.escape(sheet.title)
    lines = "".join(_line(mark) for mark in sheet.marks)
    late = f"<li><span>Handed in late</span><span>−{penalty:g}</span></li>" if penalty else ""
    listed = f'<ul class="marks">{lines}{late}</ul>' if lines or late else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f'<header><h1>{title}</h1><div class="mark"><span>Marks</span><span>{total[0]:g} of {total[1]:g}</span></div>'
        f"{listed}</header>\n" + "\n".join(sheet.sections) + "\n</main>\n</body>\n</html>\n"
    )


def shown_output(output: Mapping[str, Any]) -> str:
    """One output of a cell as HTML. What a notebook printed as HTML is shown as text: it could be anything."""
    kind = output.get("output_type")
    if kind == "stream":
        return _pre(text_of(output.get("text")), "out")
    if kind == "error":
        lines = output.get("traceback")
        told = "\n".join(map(str, lines)) if isinstance(lines, list) and lines else ""
        return _pre(told or f"{output.get('ename')}: {output.get('evalue')}", "out error")
    data = output.get("data")
    return next(_data(data), "") if isinstance(data, Mapping) else ""


def _data(data: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("image/png", "image/jpeg", "image/svg+xml"):
        if kind in data:
            picture = _encoded(kind, text_of(data[kind]))
            if picture:
                yield f'<p><img alt="" src="data:{kind};base64,{picture}"></p>'
    if "text/plain" in data:
        yield _pre(text_of(data["text/plain"]), "out")


def _encoded(kind: str, text: str) -> str:
    """Nothing but base64, so that it can stand in an attribute; "" for what is none."""
    if kind.endswith("+xml"):
        return base64.b64encode(text.encode("utf-8", "replace")).decode()
    try:
        return base64.b64encode(base64.b64decode(text)).decode()
    except (binascii.Error, ValueError):
        return ""


def _pre(text: str, classes: str) -> str:
    plain = _COLOUR.sub("", text)
    cut = plain if len(plain) <= _MOST_TEXT else f"{plain[:_MOST_TEXT]}\n…"
    return f'<pre class="{classes}">{html.escape(cut)}</pre>' if cut.strip() else ""


def _mark(mark: CellMark | None) -> str:
    if mark is None:
        return ""
    return f'<div class="mark"><span>{html.escape(mark.cell)}</span>{_earned(mark)}</div>'


def _line(mark: CellMark) -> str:
    name = html.escape(mark.cell)
    return f'<li><a href="#{name}">{name}</a>{_earned(mark)}</li>'


def _earned(mark: CellMark) -> str:
    if mark.waiting:
        return "<span>Your teacher reads this</span>"
    kind = "full" if mark.score >= mark.max_score else "part"
    return f'<span class="{kind}">{mark.score:g} of {mark.max_score:g}</span>'
