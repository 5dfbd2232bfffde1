"""The README keeps what it promises: its length, its commands, and its first item."""

from __future__ import annotations

import re
import shlex
from fractions import Fraction
from pathlib import Path

import click
import nbformat
import pytest

from gapless.cli.lazy import Commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = README.splitlines()


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_it_fits_and_starts_with_the_two_commands() -> None:
    assert len(LINES) <= 120
    assert any(line.startswith("make demo") for line in LINES[:25])
    assert any(line.startswith("make test") for line in LINES[:25])


def test_its_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert not [target for target in targets if "://" not in target and not (ROOT / target).exists()]


def test_its_folders_exist() -> None:
    rows = [line.split("|")[1] for line in LINES if line.startswith("| `")]
    assert not [name for row in rows for name in re.findall(r"`([a-z_]+)/`", row) if not (ROOT / name).is_dir()]


def commands() -> list[list[str]]:
    """Every `gapless …` line, as words."""
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("gapless ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_its_commands_are_understood(words: list[str]) -> None:
    """Parsed by the very command, which is not run."""
    from gapless.cli.root import root

    command: click.Command | None = root
    while isinstance(command, Commands):
        _, command, words = command.resolve_command(click.Context(command), words)
    assert command is not None
    assert command.make_context("gapless", list(words)).params


def test_its_first_item_makes_questions_in_a_course(tiny_course: Path) -> None:
    from gapless.authoring import ItemBank

    (source,) = blocks("python")
    path = tiny_course / "lessons" / "02-add-like.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = source
    nbformat.write(notebook, path)
    with ItemBank(tiny_course) as bank:
        made = [bank.make("add_like", seed) for seed in range(20)]
    assert len({one.fingerprint for one in made}) > 10
    assert {one.kind for one in made} == {"fraction"}
    assert all(Fraction(one.key) == 2 * Fraction(one.mistakes["adds-across"]) for one in made)
