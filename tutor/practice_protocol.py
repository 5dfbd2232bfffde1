"""What the Practice page is told, as types only. `html` and `rest` are HTML made by the tutor."""

from __future__ import annotations

from typing import TypedDict

from .protocol import Evidence, HoleWords, SkillLink


class LessonStage(TypedDict):
    """A part of the lesson for a hole: what is read first, and the `rest` that opens on request, "" for none.

    The kind is "worked", "faded" (steps to finish), or "mistake" (one to find).
    """

    kind: str
    html: str
    rest: str


class HoleCard(HoleWords):
    """A hole as the student sees it: `idea` is an observation, never a label. `lesson` has a hole asked for alone."""

    skill: str
    title: str
    status: str
    source: SkillLink
    idea: str
    evidence: list[Evidence]
    micro: str | None
    lesson: list[LessonStage]


class Practice(TypedDict):
    """The answer to `practice`."""

    holes: list[HoleCard]
    words: str
