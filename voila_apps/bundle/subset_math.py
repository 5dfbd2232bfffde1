"""Cuts STIX Two Math to what school arithmetic needs, MATH table and stretchy variants kept.

Run it after `npm ci` when the font or the list below changes; the result is committed beside it.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
TARGET = HERE / "fonts/stix-two-math.woff2"

CHARACTERS = "".join(
    [
        "".join(map(chr, range(0x20, 0x7F))),  # ASCII: digits, letters, + - = < > ( ) [ ] { } | /
        "\u00a0\u00b0\u00b1\u00b7\u00d7\u00f7",  # no-break space ° ± · × ÷
        "\u2009\u200a\u2026\u2032\u2044\u20ac\u00a3\u00a2",  # thin spaces … ′ ⁄ € £ ¢
        "\u2061\u2062\u2063\u2064",  # invisible operators
        "\u2190\u2192\u21d2\u2194",  # arrows
        "\u2208\u2211\u2212\u2215\u2217\u2218\u221a\u221e\u2223\u2225\u2234\u2248\u2260\u2261\u2264\u2265\u22c5\u22ef",
        "\u25a1\u25cb\u2610\u203e\u23b4\u23b5\u23de\u23df",  # blanks to fill, bars and braces over and under
        "".join(chr(0x1D434 + i) for i in range(52) if i != 33),  # mathematical italic A–z
        "\u210e",  # its h
        "\u03c0\U0001d70b",  # π, upright and italic
    ]
)


def cut(source: Path, target: Path) -> None:
    """Write the subset of `source` to `target` as woff2."""
    options = Options(flavor="woff2", hinting=False, layout_features=["ssty", "kern", "mark", "mkmk"])
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # keeps copyright and licence inside the font
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    target.parent.mkdir(exist_ok=True)
    save_font(font, str(target), options)


if __name__ == "__main__":
    cut(SOURCE, TARGET)
