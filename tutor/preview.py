"""What an author sees of one item: the question as a student meets it, and what each wrong answer leads to.

Every seed gets a small tutor of its own, so that what is shown is what the real one says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from random import Random
from re import sub
from typing import Any

from ..authoring.made import ItemInfo, Made
from ..authoring.prose import inline_html, to_html
from ..authoring.trial import SEEDS, Trial, misconceptions, names, quick_faults
from ..errors import AuthorError, NotFound, Unusable
from ..mastery.values import Course, Rule, Skill
from ..records.values import Person
from .journal import MemoryJournal
from .preview_protocol import ItemFacts, WrongAnswer
from .protocol import Json
from .service import Tutor
from .show import read_html
from .words import say

AUTHOR = "author"
LARGEST_SEED = 2**32 - 1


class Preview:
    """One item, seed after seed. A widget calls it as it calls a tutor; the verb `preview` tells the author's facts."""

    def __init__(self, item: str, trial: Trial, course: Path, seed: int = 0) -> None:
        self.item, self._trial, self._course = item, trial, course
        self.skill = trial.info.skill if trial.info else ""
        self.faults, self._questions = quick_faults(trial, course)
        self.turn_to(seed)

    def turn_to(self, seed: int) -> None:
        """Show the question of this seed."""
        self.seed, self.made, self._trouble = seed, None, None
        try:
            self.made = self._trial.make(seed) if self._trial.info else None
        except AuthorError as trouble:
            self._trouble = trouble
        self._tutor = self._fresh_tutor() if self.made else None

    def call(self, verb: str, body: Mapping[str, Any]) -> Json:
        """`preview {seed?}` tells about the question of a seed; every other verb is the tutor's."""
        if verb == "preview":
            if body.get("seed") is not None:
                self.turn_to(_seed(body["seed"]))
            return dict(self.facts())
        if verb == "next" and self._tutor is not None and self._answered():
            self.turn_to((self.seed + 1) % LARGEST_SEED)
        if self._tutor is None:
            raise NotFound(f"No question comes from seed {self.seed}. Why is told below.")
        return self._tutor.call(AUTHOR, verb, body)

    def facts(self) -> ItemFacts:
        """All that the author of this item wants to know about it."""
        made, info = self.made, self._trial.info
        troubles = [self._trouble] if self._trouble else []
        return {
            "item": self.item,
            "seed": self.seed,
            "skill": self.skill,
            "title": _title(self._course, self.skill),
            "shape": info.shape if info else "",
            "key": read_html({"kind": made.kind}, made.key) if made else "",
            "mistakes": [self._wrong(made, name) for name in made.mistakes] if made else [],
            "hints": [inline_html(hint) for hint in made.hints] if made else [],
            "solution": to_html(made.solution) if made else "",
            "faults": [_without_key(fault) for fault in (*troubles, *self.faults)],
            "seeds": SEEDS if info else 0,
            "questions": self._questions,
        }

    def text(self) -> str:
        """The same for a terminal."""
        facts, made = self.facts(), self.made
        lines = [" · ".join(filter(None, (self.item, facts["title"], facts["shape"], f"seed {self.seed}")))]
        if made:
            options = [f"  [{number}] {option}" for number, option in enumerate(made.options or ())]
            lines += ["", made.prompt, *options, "", f"Key: {made.key}"]
            lines += [_wrong_line(wrong) for wrong in facts["mistakes"]]
            lines += [f"Hint {number}: {hint}" for number, hint in enumerate(made.hints, start=1)]
            lines += [f"Solution: {made.solution}"]
        checked = f"{facts['seeds']} seeds, {facts['questions']} different questions"
        return "\n".join([*lines, "", *_told(facts["faults"], checked)])

    def _answered(self) -> bool:
        assert self._tutor is not None
        last = self._tutor.journal.last_event(AUTHOR)
        return last is not None and bool(last.body.get("feedback", {}).get("closed"))

    def _fresh_tutor(self) -> Tutor:
        assert self.made is not None
        assert self._trial.info is not None
        skill = Skill(self.skill, _title(self._course, self.skill), 0)
        known = misconceptions(self._course)
        course = Course(skill.title, "en", Rule(), {skill.id: skill}, known, {})
        bank = _OneQuestion((self._trial.info,), self.made)
        journal = MemoryJournal([Person(AUTHOR, "You")])
        return Tutor(course, bank, journal, lambda: datetime.now(UTC), Random(0), micro=())

    def _wrong(self, made: Made, name: str) -> WrongAnswer:
        """What a student reads who gives a mal-rule's answer: asked and answered in a tutor made for it."""
        tutor, known = self._fresh_tutor(), misconceptions(self._course).get(name)
        question = tutor.call(AUTHOR, "next", {"goal": {"skill": self.skill}})["question"]
        given = {"question_id": question["question_id"], "given": made.mistakes[name], "request_id": "preview"}
        hole = known.hole if known else ""
        return {
            "misconception": name,
            "title": known.title if known else name,
            "given": read_html({"kind": made.kind}, made.mistakes[name]),
            "words": tutor.call(AUTHOR, "answer", given)["words"],
            "hole": {"skill": hole, "title": _title(self._course, hole)} if hole else None,
        }


@dataclass(frozen=True)
class _OneQuestion:
    """A bank that makes one question, whatever the seed."""

    items: tuple[ItemInfo, ...]
    made: Made

    def make(self, item_id: str, seed: int) -> Made:
        return self.made


def _title(course: Path, skill: str) -> str:
    return str(names(course, "skill").get(skill, {}).get("title") or skill)


def _seed(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_SEED:
        raise Unusable(say("unusable"))
    return value


def _without_key(fault: AuthorError) -> str:
    """The item's name stands above already."""
    return f"{fault.what} {fault.remedy}"


def _wrong_line(wrong: WrongAnswer) -> str:
    leads = f" → {wrong['hole']['title']}" if wrong["hole"] else ""
    return f"{plain(wrong['given'])}: {wrong['title']}{leads}. A student reads: {plain(wrong['words'])}"


def _told(faults: list[str], checked: str) -> list[str]:
    return [*(f"Fault: {fault}" for fault in faults)] if faults else [f"No fault in {checked}."]


def plain(html: str) -> str:
    """HTML as text, its tags taken out."""
    return unescape(sub(r"<[^>]+>", "", html)).strip()
