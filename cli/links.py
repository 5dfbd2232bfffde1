"""The demo's sign-in links, in the terminal."""

from __future__ import annotations

from pathlib import Path

from .demo_class import Demo


def show_links(demo: Demo, place: Path, address: str) -> None:
    """A line for each person with the link that signs them in; a link is never cut or wrapped."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    names, abouts = (max(map(len, column)) for column in zip(*((p.name, p.about) for p in demo.people), strict=True))
    console.print("\nSign in as", style="bold")
    for one in demo.people:
        link = one.link(address)
        console.print(Text(f"  {one.name:<{names}}  {one.about:<{abouts}}  ").append(link, style=f"link {link}"))
    console.print(f"\nServing at {address} · Ctrl-C ends it\nThe class stands in {place}", markup=False)
