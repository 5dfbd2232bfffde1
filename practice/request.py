"""What a model is asked: ids and what the course's author wrote, and nothing else.

A request is a pure function of a skill's context, a misconception's id, the settings and a turn. There is no way in for
what a student wrote, for names, or for the time: nothing of that is an argument.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .canonical import canonical
from .settings import PracticeSettings
from .spec import schema

if TYPE_CHECKING:
    from .context import Exemplar, SkillContext

TASK = """\
You write practice in mathematics for children. You write no single question but a pattern that makes many.

Answer with one JSON object that fits the schema, and with nothing around it. Its fields:
work: think here, for yourself, before the rest. Nobody else reads it.
skill, misconception: as in "skill" and "against".
kind: "typed", or "choice" where at least two misconceptions lead to answers that differ.
slots: the numbers that are drawn. Each has a name of one small letter, and a lowest and a highest value.
constraints: comparisons that the drawn numbers must meet, such as "a < b" or "b % d != 0".
stem: one of "forms", word for word, with {a} or {=a * b} in the place of each #. Inside $...$ stands mathematics.
formula: the answer, computed from the slots.
mistakes: for each misconception that you name, the answer it leads to, computed from the slots. Name the one in \
"against" first. Leave out those that do not fit the stem.
hints: {hints}

Expressions know + - * / % and **, whole numbers, the slots, and the functions gcd, lcm, min, max (of two), abs, floor,
ceil and round. A slash gives an exact fraction. Every number in the stem comes out whole and not negative.
Choose slots and constraints so that at least forty different questions come out, that numbers and answers stay within
"from" and "to", and that the answer and all mistakes differ for every draw: rule out by a constraint where they meet.
Never write a digit into the stem.
"""

NO_HINTS = "leave this empty."
OWN_HINTS = """\
one or two, from the first thing to look at to the next step. Short sentences in the present tense, with the words of \
the examples and misconceptions. Name a step, never the answer and never the child: no praise, no comparison, \
no comfort, nothing called easy. {a} stands for a number.\
"""

# One after the other, so that no two requests for one target are the same.
TURNS = (
    "Draw from the whole range.",
    "Draw from the smaller numbers of the range.",
    "Draw from the larger numbers of the range.",
    "Use kind choice, if two misconceptions fit.",
    "Use the form that comes last.",
    "Let the numbers have something in common.",
)
EXEMPLARS = 2
"""How many authored questions are shown."""

TEMPLATE = sha256("\n".join((TASK, NO_HINTS, OWN_HINTS, *TURNS)).encode()).hexdigest()[:16]
"""The version of these words, for the audit."""


def request_body(context: SkillContext, misconception: str, settings: PracticeSettings, turn: int = 0) -> bytes:
    """The canonical bytes of a request for practice of a skill against a misconception, or "" for none.

    `turn` counts what was asked for this target before. Raises ValueError for a misconception the skill has not.
    """
    if misconception and misconception not in context.misconceptions:
        raise ValueError(f"{misconception} is no misconception of {context.skill}")
    shape = schema(context)
    task = TASK.replace("{hints}", OWN_HINTS if settings.hints else NO_HINTS)
    material = json.dumps({**_material(context, misconception, turn), "schema": shape}, ensure_ascii=False)
    body = {
        "model": settings.model,
        "messages": [{"role": "system", "content": task}, {"role": "user", "content": material}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "practice", "strict": True, "schema": shape},
        },
        "max_tokens": settings.max_tokens,
        **_optional(settings),
    }
    return canonical(body)


def _material(context: SkillContext, misconception: str, turn: int) -> dict[str, Any]:
    return {
        "skill": context.skill,
        "title": context.title,
        "grade": context.grade,
        "against": misconception,
        "turn": TURNS[turn % len(TURNS)],
        "forms": sorted(context.forms),
        "misconceptions": dict(sorted(context.misconceptions.items())),
        "from": asdict(context.easiest),
        "to": asdict(context.hardest),
        "examples": [_example(each) for each in context.exemplars[:EXEMPLARS]],
    }


def _example(exemplar: Exemplar) -> Mapping[str, Any]:
    return {"question": exemplar.prompt, "answer": exemplar.key, "mistakes": dict(sorted(exemplar.mistakes.items()))}


def _optional(settings: PracticeSettings) -> dict[str, Any]:
    given = {
        "temperature": settings.temperature,
        "seed": settings.seed,
        "reasoning_effort": settings.reasoning_effort or None,
    }
    return {name: value for name, value in given.items() if value is not None}
