"""What `gapless simulate` says: a table, a paragraph on what it can't show, JSON, a picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import click

from ..mastery.effect import Effect
from ..mastery.simulation.compare import Row
from .simulated import Wanted
from .written import tell_files

CAVEAT = """\
What this can't show: these students are arithmetic. They learn as the tutor's model of learning assumes, they come
every day, nobody is bored, ill or helped at home, and a test asks just what the course teaches. Real differences have
been smaller: Khan Academy .03 to .09 a year at real doses, ASSISTments .10 to .18, Cognitive Tutor .20 in its second
year, mastery learning about .5 on tests of a class's own and next to none on standardised ones. Read the rows against
each other, not as a promise; measure your own class with `gapless study`."""

HEAD = ("school", "right", "a month later", "g (95 %)", "g later", "at 100 %", "minutes to it", "questions")


def tell(wanted: Wanted, worlds: dict[str, list[Row]], *, as_json: bool, plot: Path | None) -> None:
    """Write the tables, or their JSON, and the picture."""
    if as_json:
        facts = {"students": wanted.students, "seed": wanted.seed, "minutes": wanted.minutes, "caveat": CAVEAT}
        tables = {world or "as assumed": [row.as_json() for row in rows] for world, rows in worlds.items()}
        click.echo(json.dumps({**facts, "worlds": tables}, indent=2, ensure_ascii=False))
    else:
        _tell(wanted, worlds)
    if plot is not None:
        plot.write_text(drawn(worlds[""]), encoding="utf-8")
        if not as_json:
            tell_files([plot])


def _tell(wanted: Wanted, worlds: dict[str, list[Row]]) -> None:
    focused = worlds[""][0].focused
    click.echo(
        f"{wanted.course.title}: {wanted.students} students in each school, {wanted.minutes:.0f} class minutes each, "
        f"{focused:.0f} of them focused (seed {wanted.seed})."
    )
    for world, rows in worlds.items():
        click.echo(f"\n{world[:1].upper()}{world[1:]}" if world else "")
        _table([HEAD, *(_cells(row) for row in rows)])
    click.echo(f"\n{CAVEAT}")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.school,
        f"{row.score:.2f}",
        f"{row.later:.2f}",
        _interval(row.g),
        f"{row.g_later.g:+.2f}" if row.g_later else "",
        f"{row.complete:.0%}",
        f"{row.minutes:.0f}" if row.minutes else "",
        f"{row.questions:.0f}",
    )


def _interval(effect: Effect | None) -> str:
    return f"{effect.g:+.2f} ({effect.low:+.2f} to {effect.high:+.2f})" if effect else ""


def _table(lines: Sequence[Sequence[str]]) -> None:
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        click.echo("  ".join((first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest))).rstrip())


def drawn(rows: Sequence[Row]) -> str:
    """The effects as an SVG picture: a dot and its 95 % interval for each school."""
    found = [(row.school, row.g) for row in rows if row.g is not None]
    low = min(-0.5, *(effect.low for _, effect in found)) - 0.1
    high = max(0.5, *(effect.high for _, effect in found)) + 0.1
    height = 40 + 28 * len(found)

    def across(g: float) -> float:
        return round(190 + 380 * (g - low) / (high - low), 1)

    marks = [
        f'<text x="8" y="{45 + 28 * place}">{escape(school)}</text>'
        f'<path d="M{across(effect.low)} {40 + 28 * place}H{across(effect.high)}" stroke="currentColor"/>'
        f'<circle cx="{across(effect.g)}" cy="{40 + 28 * place}" r="5"/>'
        f'<text x="590" y="{45 + 28 * place}">{effect.g:+.2f}</text>'
        for place, (school, effect) in enumerate(found)
    ]
    zero = f'<path d="M{across(0)} 24V{height - 8}" stroke="currentColor" stroke-dasharray="3 3" opacity=".5"/>'
    title = "Hedges' g against a class by the clock, with 95 % intervals"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" role="img" aria-label="{title}" '
        f'font-family="sans-serif" font-size="14" fill="currentColor"><text x="8" y="16">{title}</text>'
        f"{zero}{''.join(marks)}</svg>\n"
    )
