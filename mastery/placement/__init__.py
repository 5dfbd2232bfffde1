"""Placement: an adaptive diagnostic that finds what a student knows, is ready to learn, and has missed.

placement = start(chart(course.skills), seed=7)
while (question := next_question(placement)) is not None:
    placement = answered(placement, Answer(question.skill, "right", question.item, question.guess, question.slip))
outcome(placement).of("ready")
"""

from __future__ import annotations

from .chart import Chart, ItemNoise, chart
from .evidence import Answer, Response
from .outcome import Found, Outcome, Reason, Status, outcome
from .prior import Prior
from .session import Placement, Question, Rules, answered, next_question, resume, second_look, start

__all__ = [
    "Answer",
    "Chart",
    "Found",
    "ItemNoise",
    "Outcome",
    "Placement",
    "Prior",
    "Question",
    "Reason",
    "Response",
    "Rules",
    "Status",
    "answered",
    "chart",
    "next_question",
    "outcome",
    "resume",
    "second_look",
    "start",
]
