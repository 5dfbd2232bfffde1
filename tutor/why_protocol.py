"""What the tutor says of where a number comes from, as types only: importable at no cost."""

from __future__ import annotations

from typing import TypedDict

from .protocol import Evidence


class WhyLine(TypedDict):
    """One step of a number: the answer behind it, if there is one, and what it did."""

    answer: Evidence | None
    words: str


class WhyWords(TypedDict):
    """Where a number comes from."""

    words: list[str]
    lines: list[WhyLine]


class WhyCard(WhyWords):
    """The answer to `why`."""

    number: str
    skill: str
    title: str
