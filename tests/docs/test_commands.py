"""What the pages tell a reader to type works, in order, in an empty folder, and prints what the pages show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from docs_pages import DOCS, PAGES, SHELLS, Block, Typed, blocks, matches, typed
from served import free_port

PORT = "8866"


class Reader:
    """Somebody with an empty home folder who types what a page says."""

    def __init__(self, home: Path) -> None:
        self.home, self.place, self.port = home, home, str(free_port())

    @property
    def environment(self) -> Mapping[str, str]:
        tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        return {**kept, "PATH": tools, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "COLUMNS": "300"}

    def write(self, block: Block) -> None:
        path = self.place / block.caption
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def type(self, one: Typed) -> list[str]:
        """Run a command where the last one left off; what it printed. Progress goes to stderr and is not compared."""
        command = one.command
        if command.startswith("gapless serve"):
            command = f"exec {command} --port {self.port}"
        script = f"{command}\ncode=$?; pwd > {self.home / '.place'}; exit $code"
        process = subprocess.Popen(
            ["bash", "-c", script],
            cwd=self.place,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in one.shown] if one.stopped else []
        if one.stopped:
            os.killpg(process.pid, signal.SIGINT)
        out, told = process.communicate(timeout=120)
        said.append(out)
        assert process.returncode == 0, f"{one.command} ended with {process.returncode}: {''.join(said)}{told}"
        if not one.stopped:
            self.place = Path((self.home / ".place").read_text().strip())
        return "".join(said).replace(self.port, PORT).splitlines()


def instructions(page: Path) -> list[Block]:
    """The blocks of a page that a reader does something with; files of the system's own folders are not written."""
    kept = [one for one in blocks(page) if one.language in SHELLS or one.caption]
    return [one for one in kept if not one.caption.startswith("/")]


WITH_COMMANDS = [page for page in PAGES if any(one.language in SHELLS for one in instructions(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_reader_types_what_the_page_says(page: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for block in instructions(page):
        if block.language not in SHELLS:
            reader.write(block)
            continue
        for one in typed(block):
            said = reader.type(one)
            told = f"{page.name}, line {block.line}: {one.command} printed\n" + "\n".join(said)
            # A command without shown output may say anything.
            assert not one.shown or matches(one.shown, said), told


def test_the_pages_do_tell_commands() -> None:
    assert {page.name for page in WITH_COMMANDS} >= {"tutorial.md", "operators.md", "data.md"}


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        (("a …", "z"), ["a b c", "z"], True),
        (("a", "…"), ["a", "b", "c"], True),
        (("…", "c"), ["a", "b", "c"], True),
        (("a", "…", "c"), ["a", "c"], True),
        (("a.c",), ["abc"], False),
        (("a",), ["a", "b"], False),
        (("in …/x",), ["in /tmp/y/x"], True),
    ],
)
def test_shown_output_is_compared_as_a_reader_would(shown: tuple[str, ...], said: list[str], same: bool) -> None:
    assert matches(shown, said) is same
