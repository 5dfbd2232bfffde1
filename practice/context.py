"""`SkillContext`: all that practice for a skill may be made of, taken from the course: ids, and what authors wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from ..authoring.made import ItemInfo, Made
from ..authoring.oracles import Answers, OracleInfo
from ..authoring.plain import plain
from ..authoring.tone import prose
from ..mastery.values import Course

SEEDS = 40
"""How many questions of each item are looked at."""

_NUMBER = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SENTENCE = re.compile(r"(?<=[.?:])\s+")


class Answering(Protocol):
    """Who knows the oracles: an `ItemBank`, or anything that answers as one does."""

    def answers(self, skill: str, texts: Sequence[str], solutions: bool = True) -> list[Answers | None]:
        """What the skill's readers say of each text, with worked solutions or without."""
        ...


class Bank(Answering, Protocol):
    """An `ItemBank`, as far as it is needed here."""

    items: tuple[ItemInfo, ...]

    @property
    def oracles(self) -> Mapping[str, OracleInfo]:
        """What reads questions, by skill."""
        ...

    def make(self, item_id: str, seed: int) -> Made:
        """One question."""
        ...


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A question as the author asks it, with its key and what each mal-rule makes of it."""

    prompt: str
    key: str
    mistakes: Mapping[str, str]
    hints: tuple[str, ...]
    solution: str


@dataclass(frozen=True, slots=True)
class Features:
    """How hard a question is, in numbers that show: the smallest and the largest number in it, and the size of its key
    (the larger of top and bottom)."""

    smallest: int
    largest: int
    key: int


@dataclass(frozen=True)
class SkillContext:
    """What there is to practise a skill.

    `forms` are the questions that may be asked, with # for each number; `kinds` the kinds of answer; `misconceptions`
    those with a mal-rule, by id, with their titles; `easiest` and `hardest` bound the features of authored questions;
    `ladder` are authored hints that fit every question of the skill, `sentences` all such sentences without
    numbers and those of the misconceptions' moves, and `words` every word the course says.
    """

    skill: str
    title: str
    grade: int
    forms: frozenset[str]
    misconceptions: Mapping[str, str]
    exemplars: tuple[Exemplar, ...]
    easiest: Features
    hardest: Features
    ladder: tuple[str, ...] = ()
    sentences: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset(), repr=False)


def skill_contexts(course: Course, bank: Bank) -> dict[str, SkillContext]:
    """The contexts of all skills that practice can be written for."""
    words = words_of(_said(course, bank))
    found = {skill: _context(course, bank, skill, words) for skill in course.skills}
    return {skill: context for skill, context in found.items() if context is not None}


def skill_context(course: Course, bank: Bank, skill: str) -> SkillContext | None:
    """The context of a skill; None for one without an oracle that practice can be written for."""
    return _context(course, bank, skill, words_of(_said(course, bank)))


def _context(course: Course, bank: Bank, skill: str, words: frozenset[str]) -> SkillContext | None:
    oracle = bank.oracles.get(skill)
    if oracle is None or not oracle.forms:
        return None
    read = [*_read_items(bank, skill)]
    if not read:
        return None
    seen = [feature for _, found in read for feature in found]
    moves = [course.misconceptions[each].move for each in oracle.misconceptions]
    fixed = [hint for questions, _ in read for hint in _fixed_hints(questions)]
    return SkillContext(
        skill=skill,
        title=course.skills[skill].title,
        grade=course.skills[skill].grade,
        forms=frozenset(oracle.forms),
        misconceptions={each: course.misconceptions[each].title for each in oracle.misconceptions},
        exemplars=tuple(_exemplar(questions[0]) for questions, _ in read),
        easiest=_bound(seen, min),
        hardest=_bound(seen, max),
        ladder=tuple(_fixed_hints(read[0][0])[:2] or moves[:1]),
        sentences=frozenset(each for hint in (*fixed, *moves) for each in sentences(hint) if not _NUMBER.search(each)),
        words=words,
    )


def features(text: str, answers: Answers) -> Features | None:
    """The features of a question; None where its answer is no number."""
    numbers = [int(number) for number in _NUMBER.findall(plain(text))] or [0]
    try:
        key = Fraction(answers.key)
    except ValueError:
        return None
    return Features(min(numbers), max(numbers), max(abs(key.numerator), key.denominator))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without marks and with one space between words."""
    return [plain(sentence) for sentence in _SENTENCE.split(text.strip()) if sentence.strip()]


def words_of(texts: Collection[str]) -> frozenset[str]:
    """Every word of these texts, in small letters; formulas are passed over."""
    return frozenset(word for text in texts for word in _WORDS.findall(prose(text).casefold()))


def _read_items(bank: Bank, skill: str) -> Iterator[tuple[list[Made], list[Features]]]:
    """The items that the oracle can read: their questions, and the features of those."""
    for info in bank.items:
        if info.skill == skill:
            questions = [bank.make(info.id, seed) for seed in range(SEEDS)]
            answers = bank.answers(skill, [made.prompt for made in questions])
            found = [
                feature
                for made, each in zip(questions, answers, strict=True)
                if each is not None and (feature := features(made.prompt, each)) is not None
            ]
            if found and len(found) >= SEEDS / 2:
                yield questions, found


def _fixed_hints(questions: Sequence[Made]) -> list[str]:
    """The hints that every question of an item has, word for word; the last one is never among them."""
    common = set.intersection(*(set(made.hints[:-1]) for made in questions))
    return [hint for hint in questions[0].hints if hint in common]


def _bound(found: Sequence[Features], pick: Callable[[Iterable[int]], int]) -> Features:
    return Features(
        pick(each.smallest for each in found), pick(each.largest for each in found), pick(each.key for each in found)
    )


def _exemplar(made: Made) -> Exemplar:
    return Exemplar(made.prompt, made.key, dict(made.mistakes), made.hints, made.solution)


def _said(course: Course, bank: Bank) -> list[str]:
    """What the course says aloud: its questions and its misconceptions' words."""
    made = [bank.make(info.id, seed) for info in bank.items for seed in range(2)]
    texts = [text for each in made for text in (each.prompt, each.solution, *each.hints)]
    return [*texts, *(f"{each.says} {each.move}" for each in course.misconceptions.values())]
