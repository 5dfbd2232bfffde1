"""What the lessons and items of this course share: pictures drawn by code, words for fractions, and draws.

A picture is SVG of the page it stands on: lines take the colour of the text, shading takes `--accent`, so both themes
fit. Its `aria-label` lists what there is to see, part by part, so that who hears the picture counts as others do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, TypeVar

Drawn = TypeVar("Drawn", bound=tuple[Any, ...])

WIDTH = 480  # of every picture, in its own units; one unit is about one pixel in the page
MARGIN = 24  # left and right of a number line, so that its end labels fit
INK = 'stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"'
ACCENT = "var(--accent, #2f5fd0)"
SOLID = f'fill="{ACCENT}"'
PALE = f'fill="{ACCENT}" fill-opacity="0.15"'
EMPTY = 'fill="none"'

NAMES = ("Mia", "Leo", "Ana", "Ben", "Zoe", "Sam", "Ida", "Omar", "Lin", "Noah")
ONE = {
    2: "half",
    3: "third",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
}
LEFTOVERS = (
    ("ribbon", "cuts off", "metre"),
    ("milk", "uses", "litre"),
    ("flour", "uses", "kilo"),
    ("rope", "gives away", "metre"),
    ("soup", "gives away", "litre"),
    ("sand", "pours out", "kilo"),
)  # what there is, what is done with some of it, and its unit
MANY = {parts: "halves" if parts == 2 else f"{word}s" for parts, word in ONE.items()}


@dataclass(frozen=True)
class Picture:
    """A drawing: a notebook shows it, `str()` is its SVG for `Question(picture=…)`."""

    svg: str

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg


@dataclass(frozen=True)
class Bar:
    """One whole cut into `parts`: the first `shaded` are solid, the next `also` striped; `widths` makes them uneven."""

    parts: int
    shaded: int = 0
    also: int = 0
    name: str = ""
    widths: tuple[int, ...] = ()

    def words(self) -> str:
        """What this bar looks like, part by part, for someone who hears the picture."""
        sizes = "different sizes" if self.widths else "one size"
        rest = self.parts - self.shaded - self.also
        solid = "solid" if self.also else "shaded"
        parts = [solid] * self.shaded + ["striped"] * self.also + ["empty"] * rest
        if self.widths:
            parts = ["narrow" if 2 * width < max(self.widths) else "wide" for width in self.widths]
        return f"{self.name or 'A bar'}, parts of {sizes}: {', '.join(parts)}."


def frac(top: object, bottom: object) -> str:
    """The TeX of a fraction, to stand between dollar signs."""
    return rf"\frac{{{top}}}{{{bottom}}}"


def a_an(word: str) -> str:
    """The word with its article: `an eighth`, `a third`."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def apart(*values: object) -> bool:
    """Whether no two of these values are equal; questions are drawn until answer and mistakes are."""
    return len(set(values)) == len(values)


def until(draw: Callable[[], Drawn], good: Callable[..., bool], tries: int = 1000) -> Drawn:
    """The first draw that is `good`; ValueError after `tries`, when the ranges are too narrow."""
    for _ in range(tries):
        drawn = draw()
        if good(*drawn):
            return drawn
    raise ValueError(f"{tries} draws and none fits; widen the ranges.")


def uneven(rng: random.Random, parts: int) -> tuple[int, ...]:
    """Widths of `parts` pieces that are plainly not the same size."""
    widths = [2, 5, *(rng.choice((2, 3, 5)) for _ in range(parts - 2))]
    rng.shuffle(widths)
    return tuple(widths)


def _svg(height: float, label: str, *body: str) -> Picture:
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}" '
        f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" fill="currentColor" font-size="20" '
        f'style="display:block;width:100%;max-width:34rem;height:auto">{"".join(body)}</svg>'
    )


def _text(x: float, y: float, text: object, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(str(text))}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, extra: str = "") -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {INK} {extra}/>'


def _stacked(x: float, y: float, top: object, bottom: object) -> str:
    """A fraction as it is written by hand, its top number ending at height `y`."""
    reach = 4 + 5 * max(len(str(top)), len(str(bottom)))
    return _text(x, y, top) + _line(x - reach, y + 6, x + reach, y + 6) + _text(x, y + 26, bottom)


def bars(*rows: Bar) -> Picture:
    """Bars under each other, all of the same whole; a bar's name stands before it."""
    left = 12 + 11 * max(len(row.name) for row in rows) if any(row.name for row in rows) else 2
    drawn = [_row(row, left, 2 + 60 * number) for number, row in enumerate(rows)]
    return _svg(60 * len(rows) - 10, " ".join(row.words() for row in rows), *drawn)


def _row(row: Bar, left: float, y: float) -> str:
    widths = row.widths or (1,) * row.parts
    unit = (WIDTH - 2 - left) / sum(widths)
    pieces, x = [_text(0, y + 30, row.name, "start")] if row.name else [], left
    for place, width in enumerate(widths):
        striped = row.shaded <= place < row.shaded + row.also
        fill = SOLID if place < row.shaded else PALE if striped else EMPTY
        pieces.append(_stripes(x, y, width * unit) if striped else "")
        pieces.append(f'<rect x="{x:g}" y="{y}" width="{width * unit:g}" height="44" {fill} {INK}/>')
        x += width * unit
    return "".join(pieces)


def _stripes(x: float, y: float, width: float) -> str:
    lines = "".join(f"M{x:g} {y + down}h{width:g}" for down in (6, 17, 28, 39))
    return f'<path d="{lines}" stroke="{ACCENT}" stroke-width="4"/>'


def bar(parts: int, shaded: int = 0, also: int = 0) -> Picture:
    """One bar cut into equal parts."""
    return bars(Bar(parts, shaded, also))


def number_line(
    parts: int,
    upto: int = 1,
    point: int | None = None,
    letters: Mapping[int, str] | None = None,
    labelled: Iterable[int] = (),
) -> Picture:
    """A line from 0 to `upto`, every unit cut into `parts` spaces; places are counted in spaces from 0.

    `point` marks one place, `letters` name some, `labelled` places carry their fraction.
    """
    letters, labelled, last = letters or {}, sorted(labelled), parts * upto
    step = (WIDTH - 2 * MARGIN) / last
    at = [MARGIN + step * place for place in range(last + 1)]
    ticks = [_line(x, 38 if place % parts else 32, x, 56 if place % parts else 62) for place, x in enumerate(at)]
    wholes = [_text(at[place], 86, place // parts) for place in range(0, last + 1, parts)]
    names = [_dot(at[place]) + _text(at[place], 22, letter) for place, letter in letters.items()]
    dots = [] if point is None else [_dot(at[point])]
    tops = [_stacked(at[place], 84, place, parts) for place in labelled if place % parts]
    heard = {place: "mark" if place % parts else str(place // parts) for place in range(last + 1)}
    heard |= {place: f"{place}/{parts}" for place in labelled if place % parts}
    for place, name in [*letters.items(), *([] if point is None else [(point, "dot")])]:
        heard[place] = name if heard[place] == "mark" else f"{heard[place]} with {name}"
    label = f"A number line with equal spaces. From left to right: {', '.join(heard.values())}."
    height = 116 if tops else 94
    return _svg(height, label, _line(at[0], 47, at[-1], 47), *ticks, *wholes, *tops, *dots, *names)


def _dot(x: float) -> str:
    return f'<circle cx="{x:g}" cy="47" r="9" {SOLID} {INK}/>'


def dots(rows: int, columns: int) -> Picture:
    """Rows of dots, the same number in each."""
    gap = min(28.0, (WIDTH - 8) / columns)
    left = (WIDTH - gap * columns) / 2
    drawn = [
        f'<circle cx="{left + gap * (column + 0.5):g}" cy="{gap * (row + 0.5):g}" r="{gap / 3:g}" {SOLID}/>'
        for row in range(rows)
        for column in range(columns)
    ]
    return _svg(gap * rows, f"{rows} rows of dots. Each row has {columns} dots.", *drawn)


def beads(solid: int, empty: int, row: int = 6) -> Picture:
    """A group of dots in rows: the first `solid` are filled, the others are rings."""
    whole, gap = solid + empty, 30
    left = (WIDTH - gap * min(row, whole)) / 2
    drawn = [
        f'<circle cx="{left + gap * (place % row + 0.5):g}" cy="{gap * (place // row + 0.5):g}" r="10" '
        f"{SOLID if place < solid else EMPTY} {INK}/>"
        for place in range(whole)
    ]
    label = f"{whole} dots in rows of {row}: {', '.join(['solid'] * solid + ['empty'] * empty)}."
    return _svg(gap * -(-whole // row), label, *drawn)


def steps(first: int, second: int, upto: int) -> Picture:
    """Counting by `first` above a line and by `second` below it, as jumps from 0 to `upto`."""
    unit = (WIDTH - 2 * MARGIN) / upto
    above = [_jump(MARGIN, unit, start, first, -1) for start in range(0, upto - first + 1, first)]
    below = [_jump(MARGIN, unit, start, second, 1) for start in range(0, upto - second + 1, second)]
    both = [number for number in range(1, upto + 1) if number % first == 0 and number % second == 0]
    rings = [f'<circle cx="{MARGIN + unit * number:g}" cy="56" r="8" {SOLID} {INK}/>' for number in both]
    label = f"Jumps of {first} and jumps of {second} from 0 to {upto}. They meet at {' and '.join(map(str, both))}."
    axis = _line(MARGIN, 56, WIDTH - MARGIN, 56) + _text(MARGIN - 12, 62, 0)
    return _svg(112, label, axis, *above, *below, *rings)


def _jump(left: float, unit: float, start: int, size: int, way: int) -> str:
    x1, x2 = left + unit * start, left + unit * (start + size)
    curve = f'<path d="M{x1:g} 56Q{(x1 + x2) / 2:g} {56 + way * 60} {x2:g} 56" {EMPTY} {INK}/>'
    return curve + _text(x2, 56 + (34 if way > 0 else -22), start + size)
