"""Sign-in cards: in the terminal, and as a page to print and cut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records import Card

DEFAULT_ADDRESS = "http://127.0.0.1:8866"

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign-in cards: {title}</title>
<style>
@page {{ margin: 12mm }}
body {{ font: 16px/1.5 "Atkinson Hyperlegible Next", system-ui, sans-serif; margin: 24px; color: #1b1b1b }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(80mm, 1fr)) }}
section {{ border: 1px dashed #767676; padding: 16px 20px; break-inside: avoid }}
h2, p {{ margin: 0 }}
h2 {{ font-size: 20px }}
.code {{ font: 22px/2 "Atkinson Hyperlegible Mono", ui-monospace, monospace }}
.soft {{ color: #595959 }}
@media print {{ header {{ display: none }} body {{ margin: 0 }} }}
</style>
<header><p>Print this page, hand out the cards, then delete the file: the codes are kept nowhere else.</p></header>
<main>
{cards}
</main>
</html>
"""
CARD = """<section>
<h2>{name}</h2>
<p>Open <strong>{address}</strong></p>
<p class="soft">and type your code</p>
<p class="code">{code}</p>
<p class="soft">{title}</p>
</section>"""


def hand_out(cards: Sequence[Card], directory: Path, title: str, address: str) -> None:
    """Show the cards in the terminal and write the page to print into the class folder."""
    from rich.console import Console

    show(cards, address)
    path = write_page(cards, directory, title, address)
    Console(highlight=False, soft_wrap=True).print(
        f"The codes are shown this once. Cards to print: {path}", markup=False
    )


def show(cards: Sequence[Card], address: str) -> None:
    """A table of names and codes; nothing is ever cut off, a code least of all."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=f"Sign in at {address}", title_justify="left")
    table.add_column("Name", overflow="fold")
    table.add_column("Code", no_wrap=True, style="bold")
    for card in cards:
        table.add_row(escape_markup(card.name), escape_markup(card.code))
    Console(highlight=False).print(table)


def escape_markup(text: str) -> str:
    """A name as it stands, whatever brackets are in it."""
    from rich.markup import escape as escaped

    return escaped(text)


def write_page(cards: Sequence[Card], directory: Path, title: str, address: str) -> Path:
    """Write the page of cards, readable by its owner alone; its path."""
    path = directory / f"sign-in-cards-{datetime.now():%Y-%m-%d-%H%M%S}.html"
    facts = {"title": escape(title), "address": escape(address)}
    sections = (CARD.format(name=escape(card.name), code=escape(card.code), **facts) for card in cards)
    path.touch(mode=0o600)
    path.write_text(PAGE.format(cards="\n".join(sections), **facts), encoding="utf-8")
    return path
