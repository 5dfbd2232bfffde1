"""Good specs for the fractions course, as a careful model would send them: many for each skill, by a seed."""

from __future__ import annotations

from random import Random
from typing import Any

Spec = dict[str, Any]

VALUE = ("What is {}?", "Find {}.", "Work out {}.", "How much is {}?")
MIXED = ("What is {}? Type a mixed number or a fraction.", "Find {}. Type a mixed number or a fraction.")
GAP = ("Which number goes in the gap? {}", "Find the number that goes in the gap: {}")
OPEN = tuple(f"Open one whole. {ask}" for ask in GAP)
MULTIPLE = ("What is the smallest common multiple of {}?", "Find the smallest common multiple of {}.")
FACTOR = ("Which is the largest number that goes into both {}?", "Find the largest number that goes into both {}.")
WRITE = ("Write {} with the smallest numbers you can.", "Write {} with a top and a bottom as small as they can be.")
ABOUT = ("Which number is nearest to {}?", "Which whole number is nearest to {}?")
GREATER = ("Which is greater: {}? Type it.", "Type the greater fraction: {}.")
SMALLER = ("Which is smaller: {}? Type it.", "Type the smaller fraction: {}.")
COUNT = ("Count in steps. Which number comes next? {}", "Which number comes next in this count? {}")

# skill -> the ways to ask, the formula, slots with their widest domains, constraints, the answer, the mistakes
GOOD: dict[str, list[tuple[tuple[str, ...], str, dict[str, tuple[int, int]], list[str], str, dict[str, str]]]] = {
    "multiplication-facts": [
        (
            VALUE,
            "{a} × {b}",
            {"a": (2, 10), "b": (2, 10)},
            ["a + b != a * b", "a + b != (a - 1) * b"],
            "a * b",
            {"adds-instead": "a + b", "one-group-short": "a * b - b"},
        )
    ],
    "fractions-of-a-set": [
        (
            VALUE[:3],
            "{a}/{b} of {=b * n}",
            {"a": (2, 9), "b": (3, 10), "n": (2, 10)},
            ["a < b", "b * n <= 60", "a * n <= 40", "a != n", "b - a != a", "(b - a) * n != a", "b - a != 1"],
            "a * n",
            {"top-as-amount": "a", "one-part-only": "n", "takes-the-rest": "(b - a) * n"},
        )
    ],
    "whole-as-fractions": [
        (
            GAP,
            "{w} = ?/{b}",
            {"w": (2, 9), "b": (2, 12)},
            ["w * b != w + b"],
            "w * b",
            {"whole-on-top": "w", "adds-instead": "w + b"},
        )
    ],
    "common-multiples": [
        (
            MULTIPLE,
            "{a} and {b}",
            {"a": (2, 12), "b": (2, 12)},
            ["a % b != 0", "b % a != 0"],
            "lcm(a, b)",
            {"adds-instead": "a + b", "gives-a-factor": "gcd(a, b)"},
        )
    ],
    "equivalent": [
        (
            GAP,
            "{a}/{b} = ?/{=b * k}",
            {"a": (2, 9), "b": (3, 10), "k": (2, 6)},
            ["a < b", "a * k <= 40"],
            "a * k",
            {"adds-same": "a + b * k - b", "bottom-only": "a"},
        )
    ],
    "simplify": [
        (
            WRITE,
            "{=a * k}/{=b * k}",
            {"a": (1, 9), "b": (2, 10), "k": (2, 5)},
            ["a < b", "gcd(a, b) == 1", "b * k <= 48", "a * k >= 4"],
            "a / b",
            {"bottom-only": "a * k / b"},
        ),
        (
            FACTOR,
            "{=a * k} and {=b * k}",
            {"a": (1, 9), "b": (2, 9), "k": (2, 12)},
            ["a != b", "gcd(a, b) == 1", "max(a, b) * k <= 72", "min(a, b) * k >= 4", "k <= 12"],
            "k",
            {"gives-a-multiple": "a * b * k"},
        ),
    ],
    "benchmark-half": [
        (
            GREATER,
            "{a}/{b} or {c}/{d}",
            {"a": (1, 9), "b": (3, 20), "c": (2, 15), "d": (3, 20)},
            ["2 * a < b", "2 * c > d", "c < d", "a < c", "b < d"],
            "c / d",
            {"smaller-numbers-bigger": "a / b"},
        )
    ],
    "unit-fractions-compare": [
        (
            GREATER,
            "{u}/{b} or {u}/{d}",
            {"u": (1, 1), "b": (2, 12), "d": (2, 12)},
            ["b != d"],
            "1 / min(b, d)",
            {"bigger-bottom-bigger": "1 / max(b, d)"},
        )
    ],
    "compare": [
        (
            GREATER,
            "{a}/{b} or {c}/{d}",
            {"a": (1, 9), "b": (2, 12), "c": (1, 11), "d": (2, 12)},
            ["a < b", "c < d", "a != c", "b != d", "a * d != c * b"],
            "max(a / b, c / d)",
            {"bigger-numbers-bigger": "min(a / b, c / d)"},
        ),
        (
            SMALLER,
            "{a}/{b} or {c}/{d}",
            {"a": (1, 11), "b": (2, 18), "c": (2, 17), "d": (3, 18)},
            ["a < b", "c < d", "a < c", "b < d", "a * d > c * b"],
            "c / d",
            {"bigger-numbers-bigger": "a / b"},
        ),
    ],
    "add-like": [
        (
            VALUE,
            "{a}/{b} + {c}/{b}",
            {"a": (1, 11), "c": (1, 11), "b": (3, 12)},
            ["a < b", "c < b", "(a + c) % b != 0"],
            "(a + c) / b",
            {"adds-across": "(a + c) / (2 * b)", "tops-only": "a + c"},
        )
    ],
    "subtract-like": [
        (
            VALUE,
            "{a}/{b} - {c}/{b}",
            {"a": (2, 17), "c": (1, 11), "b": (3, 12)},
            ["c < a", "c < b", "a < 2 * b", "(a - c) % b != 0", "a + c != (a - c) * b"],
            "(a - c) / b",
            {"adds-for-minus": "(a + c) / b", "tops-only": "a - c"},
        ),
        (
            VALUE,
            "{=1} - {a}/{b}",
            {"a": (2, 15), "b": (3, 20)},
            ["a < b", "b - a != a - 1", "b - a != a"],
            "1 - a / b",
            {"whole-plus-top": "(a - 1) / b", "gives-what-goes": "a / b"},
        ),
    ],
    "fraction-times-whole": [
        (
            VALUE,
            "{n} × {a}/{b}",
            {"n": (2, 9), "a": (1, 9), "b": (3, 12)},
            ["a < b", "n * a != n + a"],
            "n * a / b",
            {"multiplies-both": "a / b", "adds-instead": "(n + a) / b", "tops-only": "n * a"},
        )
    ],
    "mixed-numbers": [
        (
            GAP,
            "{w} {a}/{b} = ?/{b}",
            {"w": (1, 9), "a": (1, 11), "b": (2, 12)},
            ["a < b", "w * b + a != w * 10 + a"],
            "w * b + a",
            {"whole-plus-top": "w + a"},
        )
    ],
    "add-mixed": [
        (
            MIXED,
            "{v} {a}/{b} + {w} {c}/{b}",
            {"v": (1, 9), "a": (1, 11), "w": (1, 9), "c": (1, 11), "b": (3, 12)},
            ["a < b", "c < b", "a + c > b"],
            "v + w + (a + c) / b",
            {"drops-new-whole": "v + w + (a + c - b) / b", "adds-across": "v + w + (a + c) / (2 * b)"},
        )
    ],
    "subtract-mixed": [
        (
            MIXED,
            "{v} {a}/{b} - {w} {c}/{b}",
            {"v": (2, 9), "a": (1, 11), "w": (1, 8), "c": (1, 11), "b": (3, 12)},
            ["w < v", "a < c", "c < b", "2 * (c - a) != b"],
            "v - w + (a - c) / b",
            {"smaller-from-larger": "v - w + (c - a) / b", "keeps-the-whole": "v - w + (b + a - c) / b"},
        ),
        (
            OPEN,
            "{v} {a}/{b} = {=v - 1} ?/{b}",
            {"v": (2, 9), "a": (1, 11), "b": (3, 12)},
            ["a < b", "b != 10"],
            "b + a",
            {"opens-as-ten": "10 + a", "whole-plus-top": "1 + a"},
        ),
    ],
    "add-unlike": [
        (
            VALUE,
            "{a}/{b} + {c}/{d}",
            {"a": (1, 9), "b": (2, 10), "c": (1, 9), "d": (2, 10)},
            ["a < b", "c < d", "b != d", "lcm(b, d) <= 40", "lcm(b, d) > max(b, d)"],
            "a / b + c / d",
            {
                "adds-across": "(a + c) / (b + d)",
                "old-tops": "(a + c) / lcm(b, d)",
                "larger-bottom": "(a + c) / max(b, d)",
            },
        )
    ],
    "subtract-unlike": [
        (
            VALUE,
            "{a}/{b} - {c}/{d}",
            {"a": (2, 9), "b": (3, 10), "c": (1, 8), "d": (2, 10)},
            ["c < a", "a < b", "c < d", "b != d", "a * d > c * b", "lcm(b, d) <= 40"],
            "a / b - c / d",
            {"subtracts-across": "(a - c) / abs(b - d)", "old-tops": "(a - c) / lcm(b, d)"},
        )
    ],
    "estimate-sums": [
        (
            ABOUT,
            "{a}/{b} + {c}/{d}",
            {"a": (1, 2), "b": (16, 20), "c": (12, 19), "d": (13, 20)},
            ["c < d", "8 * (d - c) <= d"],
            "1",
            {"tops-only": "a + c", "bottoms-only": "b + d"},
        )
    ],
}
GOOD["equal-groups"] = [
    (
        COUNT,
        "{a}, {=2 * a}, {=3 * a}",
        {"a": (2, 50)},
        ["a <= 11"],
        "4 * a",
        {"counts-by-ones": "3 * a + 1", "step-too-many": "5 * a"},
    )
]
FEW = {"equal-groups"}
"""Skills whose authored questions are fewer than the 40 that a spec must ask: nothing can be generated for them."""

SKILLS = tuple(skill for skill in GOOD if skill not in FEW)


def good(skill: str, seed: int, kind: str = "") -> Spec:
    """A good spec of the skill, of any kind or of this one; a choice shows all the mistakes there are."""
    rng = Random(f"good {skill} {seed}")
    asks, maths, slots, constraints, formula, mistakes = rng.choice(GOOD[skill])
    chosen = rng.sample(sorted(mistakes), len(mistakes) if kind == "choice" else rng.randint(1, len(mistakes)))
    kind = kind or (rng.choice(("typed", "choice")) if len(chosen) > 1 else "typed")
    return {
        "work": "The answer comes from the slots; the mal-rules are written as formulas.",
        "skill": skill,
        "misconception": rng.choice(("", chosen[0])),
        "kind": kind,
        "slots": [narrowed(name, low, high, rng) for name, (low, high) in slots.items()],
        "constraints": list(constraints),
        "stem": rng.choice(asks).replace("{}", f"${maths}$"),
        "formula": formula,
        "mistakes": [{"misconception": name, "formula": mistakes[name]} for name in chosen],
        "hints": [],
    }


def narrowed(name: str, low: int, high: int, rng: Random) -> dict[str, Any]:
    """A slot, its domain a little narrower than it may be."""
    spare = rng.choice((0, 0, 1)) if high - low > 6 else 0
    return {"name": name, "low": low, "high": high - spare}
