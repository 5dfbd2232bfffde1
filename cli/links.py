"""The demo's sign-in links, in the terminal."""

from __future__ import annotations

from pathlib import Path

from .demo_class import Demo


def show_links(demo: Demo, place: Path, address: str) -> None:
    """A line for each person with the link that signs them in; links are never cut or wrapped."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("Who")
    table.add_column("What stands out", style="dim")
    table.add_column("Sign in", no_wrap=True, overflow="ignore")
    for one in demo.people:
        link = one.link(address)
        table.add_row(Text(one.name), Text(one.about), Text(link, style=f"bold link {link}"))
    console.print()
    console.print(table)
    console.print(f"\nServing at {address} · the class stands in {place} · Ctrl-C ends it.", markup=False)
