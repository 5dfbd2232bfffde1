"""Every command's help fits a screen and ends in an example."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from commands import Gapless

from gapless.cli.lazy import Commands
from gapless.cli.root import root

SCREEN = (24, 80)


def paths(group: Commands, *above: str) -> Iterator[tuple[str, ...]]:
    """The words that call each command and group."""
    yield above
    for name in group.table:
        command = group.get_command(click.Context(group), name)
        if isinstance(command, Commands):
            yield from paths(command, *above, name)
        else:
            yield (*above, name)


@pytest.mark.parametrize("words", [*paths(root)], ids=" ".join)
def test_help_fits_a_screen_and_shows_an_example(gapless: Gapless, words: tuple[str, ...]) -> None:
    shown = gapless(*words, "--help")
    lines = shown.out.splitlines()
    assert shown.code == 0
    assert len(lines) <= SCREEN[0]
    assert max(map(len, lines)) <= SCREEN[1]
    assert f"Example:\n  gapless {' '.join(words)}".rstrip() in shown.out


@pytest.mark.parametrize("group", [root, root.get_command(click.Context(root), "class")], ids=["gapless", "class"])
def test_each_entry_of_a_table_leads_to_its_command(group: Commands) -> None:
    for name in group.table:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert command.name == name


def test_called_without_a_command_it_shows_its_help(gapless: Gapless) -> None:
    shown = gapless()
    assert shown.code == 2
    assert shown.err.startswith("Usage: gapless")
