"""The verdict on one answer: right, not yet (with the misconception it matches), or unreadable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .choice import CHOICE
from .fraction import FRACTION
from .kind import Kind, Reading, Unreadable
from .number import NUMBER
from .tidy import LONGEST, echo

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (NUMBER, FRACTION, CHOICE)}

SMALLER = "This can be written with smaller numbers."
NOT_LOWEST = "That is the right amount. Now write it with the smallest numbers you can."


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an answer is worth: `read` is its canonical text ("" when unreadable), `words` are plain text for the
    student when it can't count as an answer yet ("" else; quote them as text, they hold what was typed)."""

    verdict: Literal["right", "not-yet", "unreadable"]
    read: str = ""
    misconception: str | None = None
    words: str = ""


def judge(
    kind: str,
    given: str,
    key: str,
    mistakes: Mapping[str, str],
    *,
    lowest_terms: bool = False,
    options: Sequence[str] | None = None,
) -> Judgement:
    """The verdict on `given`, any text at all; `key` and the mistakes' answers are canonical texts of `kind`.

    A right amount that could be written with smaller numbers is unreadable where `lowest_terms` are asked for. Where
    two mistakes give the same answer the first one counts. KeyError for an unknown kind.
    """
    rules, choices = KINDS[kind], tuple(options or ())
    right = rules.read(key, choices)
    if len(given) > LONGEST:
        return Judgement("unreadable", words=f"That is too long to read. {_looks(rules, right)}")
    try:
        reading = rules.read(given, choices)
    except Unreadable as trouble:
        return Judgement("unreadable", words=_words(given, trouble, _looks(rules, right)))
    if rules.equal(reading, right):
        return _right(reading, lowest_terms)
    return Judgement("not-yet", reading.text, _match(rules, reading, mistakes, choices))


def unread(kind: str, given: str, *, lowest_terms: bool = False, options: Sequence[str] | None = None) -> str:
    """Why `given` can't count as it stands, as plain text; "" where it can. No key is looked at, so none shows."""
    rules = KINDS[kind]
    looks = rules.looks.format(example=rules.examples[0])
    if len(given) > LONGEST:
        return f"That is too long to read. {looks}"
    try:
        reading = rules.read(given, tuple(options or ()))
    except Unreadable as trouble:
        return _words(given, trouble, looks)
    return "" if reading.lowest or not lowest_terms else SMALLER


def _right(reading: Reading, lowest_terms: bool) -> Judgement:
    if lowest_terms and not reading.lowest:
        return Judgement("unreadable", reading.text, words=NOT_LOWEST)
    return Judgement("right", reading.text)


def _match(rules: Kind, reading: Reading, mistakes: Mapping[str, str], choices: Sequence[str]) -> str | None:
    fitting = (name for name, answer in mistakes.items() if rules.equal(reading, rules.read(answer, choices)))
    return next(fitting, None)


def _words(given: str, trouble: Unreadable, looks: str) -> str:
    quoted = echo(given)
    first = f"I can't read {quoted} yet." if quoted else "Your answer is still empty."
    return " ".join(part for part in (first, trouble.why, looks) if part)


def _looks(rules: Kind, right: Reading) -> str:
    """What an answer of this kind looks like, by an example that is not the key."""
    fitting = (e for e in rules.examples if not e or not rules.equal(rules.read(e, ()), right))
    return rules.looks.format(example=next(fitting))
