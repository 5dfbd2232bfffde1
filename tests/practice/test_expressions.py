"""What a model may reckon with: exact arithmetic of a few signs, in bounds, and nothing else."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.practice.expressions import LARGEST, BadExpression, Undefined, read

NAMES = ("a", "b", "n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * n", 17),
        ("(a + b) * n", 25),
        ("a / b", Fraction(2, 3)),
        ("a - b - n", -6),
        ("-a ** 2", -4),
        ("n % b", 2),
        ("lcm(a * 2, n + 1) + gcd(n, 10)", 17),
        ("max(a / b, 1 / 2) - min(a, b)", Fraction(2, 3) - 2),
        ("abs(a - n) + floor(n / a) + ceil(n / a)", 8),
        ("round(n / a)", 3),
    ],
)
def test_arithmetic_is_exact(text: str, value: int | Fraction) -> None:
    assert read(text, NAMES)({"a": 2, "b": 3, "n": 5}) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "(a",
        "a)",
        "a b",
        "a ** n",
        "a ** 7",
        "c",
        "2 a",
        "a.b",
        "a[0]",
        "__import__('os')",
        "lambda: a",
        "a if a else b",
        "'a'",
        "a = b",
        "a; b",
        "a and b",
        "10000",
        "9" * 100_000,
        "1e9",
        "0x10",
        "1_0",
        "٣",
        "а",
        "a\u200b",
        "(" * 5000 + "a" + ")" * 5000,
        "-" * 5000 + "a",
        "(" * 20 + "a" + ")" * 20,
        "gcd(a)",
        "gcd",
        "gcd.__globals__",
        "open(a)",
    ],
)
def test_anything_else_is_refused_at_once(text: str) -> None:
    began = process_time()
    with pytest.raises(BadExpression):
        read(text, NAMES)
    assert process_time() - began < 0.5


@pytest.mark.parametrize("text", ["1 / 0", "a / (b - 3)", "n % (a - 2)", "9999 ** 6", "gcd(a / b, 2)"])
def test_what_has_no_value_in_bounds_is_undefined(text: str) -> None:
    with pytest.raises(Undefined):
        read(text, NAMES)({"a": 2, "b": 3, "n": 5})


def test_a_constraint_is_a_comparison_and_a_formula_is_none() -> None:
    assert read("a < b", NAMES, comparison=True)({"a": 2, "b": 3})
    for text, comparison in (("a", True), ("a < b", False), ("a < b < n", True)):
        with pytest.raises(BadExpression):
            read(text, NAMES, comparison=comparison)


@given(st.text(alphabet="ab n0123456789+-*/%(),<>=!gcdlminx._'\"", max_size=40), st.integers(0, 99), st.integers(0, 99))
def test_any_text_has_a_bounded_value_or_none(text: str, a: int, b: int) -> None:
    try:
        value = read(text, NAMES)({"a": a, "b": b, "n": 1})
    except (BadExpression, Undefined):
        return
    assert abs(Fraction(value)) <= max(LARGEST, 9999)
