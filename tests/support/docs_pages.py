"""The pages of the documentation as their readers take them: files to write, commands to type, what is then shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not any(part.startswith("_") for part in path.parts))
SHELLS = {"console", "bash", "shell", "sh"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the file it is to be written to, and the line it starts on."""

    language: str
    text: str
    caption: str
    line: int


@dataclass(frozen=True)
class Typed:
    """A command and what the page shows of its output; `stopped` where the reader then presses Ctrl-C."""

    command: str
    shown: tuple[str, ...]
    stopped: bool


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order, those of `{code-block}` directives too."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [_block(one.info, one.content, (one.map or [0])[0] + 1) for one in tokens if one.type == "fence"]


def typed(block: Block) -> Iterator[Typed]:
    """The commands of a console block. In a block of another shell each line is a command."""
    if block.language != "console":
        yield from (Typed(line, (), False) for line in block.text.splitlines() if line.strip())
        return
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        stopped = bool(shown) and shown[-1] == "^C"
        yield Typed(command, tuple(shown[:-1] if stopped else shown), stopped)


def matches(shown: tuple[str, ...], said: list[str]) -> bool:
    """Whether what was said is what is shown; `…` stands for anything in a line, and alone for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "…" else f"{_line(line)}\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


def _line(shown: str) -> str:
    # A text of more than one line may stand behind … at a line's end.
    inside = r"(?:.|\n)*" if shown.endswith(" …") else ".*"
    return inside.join(re.escape(part) for part in shown.split("…")) if "…" in shown else re.escape(shown)


def _block(info: str, text: str, line: int) -> Block:
    directive = re.fullmatch(r"\{code-block\}\s*(\S+)", info.strip())
    if directive is None:
        return Block(info.strip(), text, "", line)
    options = re.match(r"(?::[\w-]+:.*\n)*", text)
    head = options.group() if options else ""
    caption = re.search(r"^:caption: (.+)$", head, re.MULTILINE)
    return Block(directive[1], text[len(head) :].lstrip("\n"), caption[1] if caption else "", line)
