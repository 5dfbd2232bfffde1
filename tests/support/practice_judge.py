"""Whether a question would harm a student: an independent judge that reads the page, and knows no check and no oracle.

It reads the TeX that is shown, reckons the answer and each mistake by formulas of its own, and looks at every text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from fractions import Fraction as Q
from functools import cache
from math import gcd, lcm
from pathlib import Path

from gapless.authoring import Made

COURSE = Path(__file__).parents[2] / "courses" / "fractions"
LARGEST = 150

N, F = r"(\d+)", r"\\frac\{(\d+)\}\{(\d+)\}"
GAP = r"\\frac\{\?\}\{(\d+)\}"
M = rf"{N}{F}"

ASK = r"(?:What is|Find|Work out|How much is) "
MIXED = r"[?.] Type a mixed number or a fraction\."
TO_FILL = r"(?:Which number goes in the gap\? |Find the number that goes in the gap: )"
GREATER = rf"(?:Which is greater: \${F}\$ or \${F}\$\? Type it\.|Type the greater fraction: \${F}\$ or \${F}\$\.)"
SMALLER = GREATER.replace("greater", "smaller")

Facts = tuple[Q | None, dict[str, Q]]


def larger(a: int, b: int, c: int, d: int, greatest: bool = True) -> Facts:
    """Two fractions compared; who goes by the size of the numbers is misled where both are larger or smaller."""
    one, two = Q(a, b), Q(c, d)
    right, left = (max(one, two), min(one, two)) if greatest else (min(one, two), max(one, two))
    chosen_first = right == one
    ours, theirs = ((a, b), (c, d)) if chosen_first else ((c, d), (a, b))
    by_large = (theirs > ours and theirs[1] > ours[1]) if greatest else (theirs < ours and theirs[1] < ours[1])
    by_small = (theirs < ours and theirs[1] < ours[1]) if greatest else (theirs > ours and theirs[1] > ours[1])
    names = [name for name, fits in (("bigger-numbers-bigger", by_large), ("smaller-numbers-bigger", by_small)) if fits]
    return (None if one == two else right), dict.fromkeys(names, left)


def borrowed(v: int, a: int, b: int, w: int, c: int, d: int) -> Facts:
    made = {
        "smaller-from-larger": v - w + Q(abs(c - a), b),
        "keeps-the-whole": v - w + Q(b + a - c, b),
        "opens-as-ten": v - w - 1 + Q(10 + a - c, b),
    }
    plain = {"tops-only": Q(v - w + a - c), "adds-for-minus": v + w + Q(a + c, b)}
    return (v - w + Q(a - c, b) if b == d else None), made if a < c else plain


def halves(a: int, b: int, c: int, d: int) -> Facts:
    one, two = Q(a, b), Q(c, d)
    apart = min(one, two) < Q(1, 2) < max(one, two)
    return (max(one, two) if apart else None), larger(a, b, c, d)[1]


def about(a: int, b: int, c: int, d: int) -> Facts:
    total = Q(a, b) + Q(c, d)
    nearest = sorted((abs(total - mark), mark) for mark in range(4))
    clear = nearest[0][0] < nearest[1][0]
    return (Q(nearest[0][1]) if clear else None), {"tops-only": Q(a + c), "bottoms-only": Q(b + d)}


# skill -> what its page may show, and what that makes
Reckon = Callable[..., Facts]
PAGES: Mapping[str, list[tuple[str, Reckon]]] = {
    "multiplication-facts": [
        (
            rf"{ASK}\${N} \\times {N}\$[?.]",
            lambda a, b: (Q(a * b), {"adds-instead": Q(a + b), "one-group-short": Q(a * b - b)}),
        )
    ],
    "fractions-of-a-set": [
        (
            rf"{ASK}\${F}\$ of \${N}\$[?.]",
            lambda a, b, n: (
                Q(a * n, b),
                {"top-as-amount": Q(a), "one-part-only": Q(n, b), "takes-the-rest": n - Q(a * n, b)},
            ),
        )
    ],
    "whole-as-fractions": [
        (
            rf"{TO_FILL}\${N} = {GAP}\$",
            lambda w, b: (Q(w * b), {"whole-on-top": Q(w), "adds-instead": Q(w + b)}),
        )
    ],
    "common-multiples": [
        (
            rf"(?:What is|Find) the smallest common multiple of \${N}\$ and \${N}\$[?.]",
            lambda a, b: (
                Q(lcm(a, b)),
                {"adds-instead": Q(a + b), "gives-a-factor": Q(gcd(a, b)), "multiplies-always": Q(a * b)},
            ),
        )
    ],
    "equivalent": [
        (
            rf"{TO_FILL}\${F} = {GAP}\$",
            lambda a, b, d: (Q(a * d, b), {"adds-same": Q(a + d - b), "bottom-only": Q(a)}),
        )
    ],
    "simplify": [
        (
            rf"Write \${F}\$ with (?:the smallest numbers you can|a top and a bottom as small as they can be)\.",
            lambda a, b: (
                Q(a, b),
                {
                    "bottom-only": Q(a, b // gcd(a, b)),
                    "adds-same": Q(a - b + b // gcd(a, b), b // gcd(a, b)),
                },
            ),
        ),
        (
            rf"(?:Which is|Find) the largest number that goes into both \${N}\$ and \${N}\$[?.]",
            lambda a, b: (
                Q(gcd(a, b)),
                {
                    "gives-a-multiple": Q(lcm(a, b)),
                    "stops-at-a-factor": Q(max(n for n in range(1, max(2, gcd(a, b))) if gcd(a, b) % n == 0)),
                },
            ),
        ),
    ],
    "benchmark-half": [
        (GREATER, halves),
        (
            rf"{TO_FILL}\$\\frac\{{1\}}\{{2\}} = {GAP}\$",
            lambda d: (Q(d, 2), {"adds-same": Q(d - 1), "bottom-only": Q(1)}),
        ),
    ],
    "unit-fractions-compare": [
        (GREATER, lambda a, b, c, d: (max(Q(a, b), Q(c, d)), {"bigger-bottom-bigger": min(Q(a, b), Q(c, d))})),
        (SMALLER, lambda a, b, c, d: (min(Q(a, b), Q(c, d)), {"bigger-bottom-bigger": max(Q(a, b), Q(c, d))})),
    ],
    "compare": [(GREATER, larger), (SMALLER, lambda a, b, c, d: larger(a, b, c, d, greatest=False))],
    "add-like": [
        (
            rf"{ASK}\${F} \+ {F}\$[?.]",
            lambda a, b, c, d: (
                Q(a, b) + Q(c, d) if b == d else None,
                {"adds-across": Q(a + c, b + d), "tops-only": Q(a + c)},
            ),
        )
    ],
    "subtract-like": [
        (
            rf"{ASK}\${F} - {F}\$[?.]",
            lambda a, b, c, d: (
                Q(a, b) - Q(c, d) if b == d else None,
                {"adds-for-minus": Q(a + c, b), "tops-only": Q(a - c)},
            ),
        ),
        (
            rf"{ASK}\$1 - {F}\$[?.]",
            lambda a, b: (1 - Q(a, b), {"whole-plus-top": Q(a - 1, b), "gives-what-goes": Q(a, b)}),
        ),
    ],
    "fraction-times-whole": [
        (
            rf"{ASK}\${N} \\times {F}\$[?.]",
            lambda n, a, b: (
                Q(n * a, b),
                {"multiplies-both": Q(a, b), "adds-instead": Q(n + a, b), "tops-only": Q(n * a)},
            ),
        )
    ],
    "mixed-numbers": [
        (
            rf"{TO_FILL}\${M} = {GAP}\$",
            lambda w, a, b, d: (
                Q(w * d) + Q(a * d, b),
                {"whole-plus-top": Q(w + a), "sticks-together": Q(int(f"{w}{a}"))},
            ),
        )
    ],
    "add-mixed": [
        (
            rf"(?:What is|Find) \${M} \+ {M}\${MIXED}",
            lambda v, a, b, w, c, d: (
                v + w + Q(a, b) + Q(c, d) if b == d else None,
                {
                    "adds-across": v + w + Q(a + c, b + d),
                    "tops-only": Q(v + w + a + c),
                    "drops-new-whole": v + w + Q(a + c - b, b),
                },
            ),
        )
    ],
    "subtract-mixed": [
        (rf"(?:What is|Find) \${M} - {M}\${MIXED}", borrowed),
        (
            rf"Open one whole\. {TO_FILL}\${M} = {N}{GAP}\$",
            lambda v, a, b, w, d: (
                Q((v - w) * d) + Q(a * d, b) if w == v - 1 else None,
                {"opens-as-ten": Q(10 + a), "whole-plus-top": Q(1 + a)},
            ),
        ),
    ],
    "add-unlike": [
        (
            rf"{ASK}\${F} \+ {F}\$[?.]",
            lambda a, b, c, d: (
                Q(a, b) + Q(c, d) if b != d else None,
                {
                    "adds-across": Q(a + c, b + d),
                    "old-tops": Q(a + c, lcm(b, d)),
                    "larger-bottom": Q(a + c, max(b, d)),
                },
            ),
        )
    ],
    "subtract-unlike": [
        (
            rf"{ASK}\${F} - {F}\$[?.]",
            lambda a, b, c, d: (
                Q(a, b) - Q(c, d) if b != d else None,
                {
                    "subtracts-across": Q(a - c, abs(b - d) or 1),
                    "old-tops": Q(a - c, lcm(b, d)),
                    "larger-bottom": Q(a - c, max(b, d)),
                },
            ),
        )
    ],
    "estimate-sums": [(rf"Which (?:whole )?number is nearest to \${F} \+ {F}\$\?", about)],
}

SHOWN = re.compile(r"\$?(?:\\frac\{(\d+)\}\{(\d+)\}|(\d+)/(\d+)|(\d+))\$?")
CLEAN = re.compile(r"[A-Za-z0-9 ,.:;?'’“”()+\-=\\{}$/\n]*")


def harm(made: Made) -> str:
    """What in this question would harm a student, or "" for a good one."""
    right, mistakes = reckoned(made)
    if right is None:
        return f"no question of {made.skill}: {made.prompt!r}"
    if value(made.key) != right or right < 0:
        return f"{made.prompt!r} has the key {made.key!r}; it is {right}"
    if made.options is not None:
        amounts = [value(option) for option in made.options]
        if len(set(amounts)) < len(amounts) or amounts.count(right) != 1 or len(amounts) < 3:
            return f"its options are {made.options}"
    for name, answer in made.mistakes.items():
        if value(answer) != mistakes.get(name) or value(answer) == right:
            return f"{made.prompt!r}: {answer!r} goes under {name!r}, which makes {mistakes.get(name)}"
    numbers = [int(number) for number in re.findall(r"\d+", made.prompt)]
    if max(numbers) > LARGEST or 0 in numbers or max(right.numerator, right.denominator) > 2 * LARGEST:
        return f"its numbers are far off: {made.prompt!r} = {right}"
    return texts(made, right)


def reckoned(made: Made) -> Facts:
    """What the page asks for and what each mistake makes of it, by this judge's own formulas."""
    for pattern, reckon in PAGES[made.skill]:
        found = re.fullmatch(pattern, made.prompt)
        if found:
            numbers = [int(group) for group in found.groups() if group is not None]
            return reckon(*numbers) if all(numbers) else (None, {})
    return None, {}


def texts(made: Made, right: Q) -> str:
    """What is amiss with what is written around the question."""
    for text in (made.prompt, made.solution, *made.hints, *(made.options or ())):
        if not CLEAN.fullmatch(text):
            return f"strange signs: {text!a}"
    for hint in made.hints[:-1]:
        for sentence in re.split(r"(?<=[.?:])\s+", hint):
            if sentence not in authored():
                return f"nobody of the course says {sentence!r}"
        named = {value(word) for word in re.findall(r"\d+/\d+|\d+", hint)}
        if right in named:
            return f"the hint gives the answer: {hint!r}"
    return ""


def value(text: str) -> Q | None:
    """The amount that an answer shows."""
    found = SHOWN.fullmatch(text)
    if found is None:
        return None
    top, bottom, above, below, whole = found.groups()
    return Q(int(whole)) if whole else Q(int(top or above), int(bottom or below))


@cache
def authored() -> str:
    """All that stands in the course's files."""
    cells = [
        "".join(cell["source"])
        for path in sorted(COURSE.glob("lessons/*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    return "\n".join([*cells, (COURSE / "course.toml").read_text(encoding="utf-8")])
