"""How every command looks, and a group that imports one only to run it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

WIDTH = 80


class Command(click.Command):
    """A command whose help ends in an example."""

    def __init__(self, *settings: Any, example: str, **more: Any) -> None:
        super().__init__(*settings, context_settings={"max_content_width": WIDTH, "terminal_width": WIDTH}, **more)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example as it would be typed, never wrapped."""
        with formatter.section("Example"):
            for line in self.example.splitlines():
                formatter.write(f"  {line}\n")


class Commands(Command, click.Group):
    """A group over a table: command name -> (module beside this one, summary). The module holds `command`."""

    def __init__(self, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        # Told in the usage, so that a long table of commands still fits a screen.
        super().__init__(**{"options_metavar": "[--help]", **settings})
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds this command."""
        if cmd_name not in self.table:
            return None
        module, _ = self.table[cmd_name]
        return import_module(f"{__package__}.{module}").command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown name is told with the nearest known one."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.table, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands alone."""
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.table.items()])
