"""What the author's preview of an item tells, as types only."""

from __future__ import annotations

from typing import TypedDict

from .protocol import SkillTitle


class WrongAnswer(TypedDict):
    """What a mal-rule makes of a question: the answer `given`, the `words` a student reads, the hole it points to."""

    misconception: str
    title: str
    given: str
    words: str
    hole: SkillTitle | None


class ItemFacts(TypedDict):
    """One item at one `seed`, for its author. `faults` are text; a quick look took `seeds` and made `questions`."""

    item: str
    seed: int
    skill: str
    title: str
    shape: str
    key: str
    mistakes: list[WrongAnswer]
    hints: list[str]
    solution: str
    faults: list[str]
    seeds: int
    questions: int
