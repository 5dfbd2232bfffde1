"""The rules that `gapless check` proves, told one by one."""

from __future__ import annotations

from difflib import get_close_matches
from textwrap import dedent, fill, indent

import click

from ..authoring.examples import EXAMPLES
from ..authoring.rules import RULES, Rule
from ..authoring.tones import TONES
from .lazy import WIDTH

INDENT = "    "


def explained(id: str) -> str:
    """What the rule of this id proves, why, what mends it, and an example. UsageError with the nearest other id."""
    rule = next((rule for rule in RULES if rule.id == id), None)
    if rule is None:
        ids = [rule.id for rule in RULES]
        near = get_close_matches(id, ids, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"The rules are: {', '.join(ids)}."
        raise click.UsageError(f"There is no rule {id!r}. {hint}")
    lines = [rule.id + (" (a warning: a course with it counts as proved)" if rule.level == "warning" else "")]
    told = (("Proves", f"{_sentence(rule.proves)}"), ("Why", _sentence(rule.why)), ("Remedy", _remedy(rule)))
    lines += [fill(f"{name}: {words}", WIDTH, subsequent_indent=INDENT) for name, words in told]
    lines += ["For example:", indent(dedent(EXAMPLES[id]).strip("\n"), INDENT).rstrip()]
    return "\n".join([*lines, *_looked_for(rule)])


def _remedy(rule: Rule) -> str:
    return rule.remedy or "Each fault names its own."


def _looked_for(rule: Rule) -> list[str]:
    """What the tone rules look for, one line each."""
    if not rule.id.startswith("tone"):
        return []
    tones = [tone for tone in TONES if tone.level == rule.level]
    return ["It looks for:", *(f"{INDENT}{tone.id}: {tone.why}. {tone.remedy}" for tone in tones)]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
