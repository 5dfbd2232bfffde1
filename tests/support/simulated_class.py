"""Answers of students who learn three skills, each in its own way, as the events that a tutor would have recorded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from gapless.mastery import Rule, model_in_force
from gapless.mastery.events import Draft, Event

FIRST = datetime(2026, 9, 1, 8, tzinfo=UTC)
# Skill -> (prior, learn, guess, slip) as they really are; the tutor starts from .1, .1, .05 and .1.
TRUTH = {"parts": (0.5, 0.3, 0.2, 0.15), "halves": (0.05, 0.25, 0.05, 0.05), "thirds": (0.3, 0.02, 0.25, 0.1)}


def drafts(student: str, questions: int, seed: int = 1) -> Iterator[Draft]:
    """One student's questions and first answers, going back and forth between the skills."""
    rng = random.Random(f"{seed} {student}")
    known = {skill: rng.random() < prior for skill, (prior, *_) in TRUTH.items()}
    for number in range(questions):
        skill = rng.choice(sorted(TRUTH))
        _, learn, guess, slip = TRUTH[skill]
        right = rng.random() < (1 - slip if known[skill] else guess)
        known[skill] = known[skill] or rng.random() < learn
        at = FIRST + timedelta(minutes=2 * number)
        yield Draft(student, "asked", at, asked(f"{student}-{number}", skill))
        yield Draft(student, "answered", at + timedelta(minutes=1), answered(f"{student}-{number}", right))


def asked(question: str, skill: str) -> dict[str, Any]:
    """A typed question on a skill by the default model."""
    return {
        "question": question,
        "goal": {"skill": skill},
        "purpose": "learn",
        "hole": None,
        "skill": skill,
        "item": f"item-{skill}",
        "shape": "typed",
        "kind": "number",
        "fingerprint": question,
        "holes": {},
        "model": model_in_force(Rule(), 1, 0.05, 0.1),
        "snapshot": {"guess": 0.05, "slip": 0.1, "digest": "d1"},
    }


def answered(question: str, right: bool) -> dict[str, Any]:
    """A first answer without help."""
    verdict = "right" if right else "not-yet"
    return {
        "question": question,
        "given": "1",
        "verdict": verdict,
        "misconception": None,
        "attempt": 1,
        "assisted": False,
    }


def events(student: str, questions: int, seed: int = 1) -> list[Event]:
    """The same as recorded events."""
    made = drafts(student, questions, seed)
    return [Event(seq, each.student, each.kind, each.at, each.body) for seq, each in enumerate(made, start=1)]
