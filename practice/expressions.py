"""Arithmetic that a model may write: a small language over exact fractions, read by a parser of its own.

    a/b + c/d     (a + c) / (b + d)     lcm(b, d)     a < b     b % d != 0     n**2

Whole numbers up to 9999, the slots' names, + - * / % and ** with an exponent from 0 to 6, comparisons, and the
functions of `FUNCTIONS`. Nothing else is read, nothing is ever run as Python, and every size has a limit: of the text,
of its nesting, and of each value on the way.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LONGEST = 200
"""Characters of an expression."""

DEEPEST = 12
"""Parentheses, signs and calls inside each other."""

LARGEST = 10**9
"""What no numerator and no denominator may pass."""

EXPONENT = 6

Number = int | Fraction
Values = Mapping[str, int]
Run = Callable[[Values], Number]

_TOKEN = re.compile(r" *(?:([0-9]+)|([a-z][a-z0-9_]*)|(\*\*|==|!=|<=|>=|[-+*/%(),<>]))")


class BadExpression(ValueError):
    """A text that is no expression, with the reason."""


class Undefined(ArithmeticError):
    """An expression without a value for these numbers: a division by zero, or a number past every limit."""


@dataclass(frozen=True)
class Expression:
    """An expression that could be read: its text, and what it is for given slots."""

    text: str
    run: Run = field(compare=False, repr=False)

    def __call__(self, values: Values) -> Number:
        """Its value. Raises Undefined where there is none."""
        return self.run(values)


def read(text: str, names: Collection[str], comparison: bool = False) -> Expression:
    """The expression of a text over these names; with `comparison`, two of them compared. Raises BadExpression."""
    if len(text) > LONGEST:
        raise BadExpression(f"an expression of {len(text)} characters; the limit is {LONGEST}")
    reader = _Reader(_tokens(text), names)
    run = reader.comparison() if comparison else reader.sum()
    if reader.peek():
        raise BadExpression(f"{reader.peek()!r} is not expected there")
    return Expression(text, run)


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.rstrip(" ")
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise BadExpression(f"{text[place : place + 12]!r} can't be read")
        found.append(match[0].strip(" "))
        place = match.end()
    return found


class _Reader:
    """Recursive descent over tokens."""

    def __init__(self, tokens: list[str], names: Collection[str]) -> None:
        self._tokens = tokens
        self._names = names
        self._at = 0
        self._depth = 0

    def peek(self) -> str:
        """The next token, "" at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def comparison(self) -> Run:
        """sum (== | != | < | <= | > | >=) sum"""
        left = self.sum()
        compare = _COMPARISONS.get(self.peek())
        if compare is None:
            raise BadExpression("a comparison is due")
        self._take()
        right = self.sum()
        return lambda values: compare(left(values), right(values))

    def sum(self) -> Run:
        """product ((+ | -) product)*"""
        return self._chain(self._product, _SUMS)

    def _product(self) -> Run:
        return self._chain(self._signed, _PRODUCTS)

    def _chain(self, part: Callable[[], Run], signs: Mapping[str, Callable[[Number, Number], Number]]) -> Run:
        run = part()
        while self.peek() in signs:
            run = _both(signs[self._take()], run, part())
        return run

    def _signed(self) -> Run:
        if self.peek() != "-":
            return self._power()
        self._take()
        run = self._deeper(self._signed)
        return lambda values: -run(values)

    def _power(self) -> Run:
        base = self._atom()
        if self.peek() != "**":
            return base
        self._take()
        exponent = self._take()
        if not exponent.isdecimal() or int(exponent) > EXPONENT:
            raise BadExpression(f"an exponent is a number from 0 to {EXPONENT}")
        return lambda values: _bounded(base(values) ** int(exponent))

    def _atom(self) -> Run:
        token = self._take()
        if token[:1].isdecimal():
            if len(token) > 4:
                raise BadExpression("a number of more than 4 digits")
            number = int(token)
            return lambda values: number
        if token == "(":
            run = self._deeper(self.sum)
            self._close()
            return run
        if token in FUNCTIONS and self.peek() == "(":
            return self._call(token)
        if token in self._names:
            return lambda values: values[token]
        raise BadExpression(f"{token!r} is no number, no slot and no function" if token else "something is missing")

    def _call(self, name: str) -> Run:
        self._take()
        arguments = [self._deeper(self.sum)]
        while self.peek() == ",":
            self._take()
            arguments.append(self._deeper(self.sum))
        self._close()
        count, function = FUNCTIONS[name]
        if len(arguments) != count:
            raise BadExpression(f"{name} takes {count}, not {len(arguments)}")
        return lambda values: _bounded(function(*(run(values) for run in arguments)))

    def _deeper(self, part: Callable[[], Run]) -> Run:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadExpression(f"nested more than {DEEPEST} deep")
        run = part()
        self._depth -= 1
        return run

    def _close(self) -> None:
        if self._take() != ")":
            raise BadExpression("a parenthesis is missing")

    def _take(self) -> str:
        token = self.peek()
        self._at += 1
        return token


def _both(sign: Callable[[Number, Number], Number], left: Run, right: Run) -> Run:
    return lambda values: _bounded(sign(left(values), right(values)))


def _bounded(value: Number) -> Number:
    if abs(value.numerator) > LARGEST or value.denominator > LARGEST:
        raise Undefined("a number past every limit")
    return value


def _over(one: Number, other: Number) -> Number:
    if other == 0:
        raise Undefined("a division by zero")
    return Fraction(one, other)


def _rest(one: Number, other: Number) -> Number:
    if other == 0:
        raise Undefined("a division by zero")
    return one % other


def _whole(value: Number) -> int:
    if value.denominator != 1:
        raise Undefined("a whole number is due")
    return value.numerator


_SUMS = {"+": operator.add, "-": operator.sub}
_PRODUCTS = {"*": operator.mul, "/": _over, "%": _rest}
_COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
FUNCTIONS: Mapping[str, tuple[int, Callable[..., Number]]] = {
    "gcd": (2, lambda one, other: math.gcd(_whole(one), _whole(other))),
    "lcm": (2, lambda one, other: math.lcm(_whole(one), _whole(other))),
    "min": (2, lambda one, other: min(one, other)),
    "max": (2, lambda one, other: max(one, other)),
    "abs": (1, lambda value: abs(value)),
    "floor": (1, lambda value: math.floor(value)),
    "ceil": (1, lambda value: math.ceil(value)),
    "round": (1, lambda value: math.floor(value + Fraction(1, 2))),
}
"""Name -> how many arguments it takes, and what it does."""
