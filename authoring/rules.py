"""What `check_course` proves, one row a rule: what it is, why it matters, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..errors import AuthorError
from .evidence import Evidence
from .findings import (
    Broken,
    assignments,
    hole_below,
    lesson_math,
    loading,
    micro_lessons,
    micro_plain,
    nothing_outside,
    open_skills,
    oracles,
    reading,
    running,
    second_oracles,
    separable,
    shapes,
    strictness,
    swept,
    told_apart,
)
from .rehearsed import bugs_found, false_mastery, finishes, goes_on
from .tones import Level
from .wording import next_moves, tone


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a course is proved to keep: what it `proves`, `why` that matters, and the `remedy` when it fails.

    `find` yields what breaks the rule, as AuthorError where the remedy is a particular one. What breaks a rule of the
    level "warning" is told, and the course counts as proved all the same.
    """

    id: str
    proves: str
    why: str
    remedy: str
    find: Callable[[Evidence], Iterator[AuthorError | Broken]]
    level: Level = "error"


RULES: tuple[Rule, ...] = (
    Rule(
        "reads",
        "course.toml and the notebooks can be read, every key is known, every name names something, prerequisites run "
        "in no circle, and every skill has a lesson and an item",
        "a skill nobody can reach or finish holds up every student behind it",
        "",
        reading,
    ),
    Rule("items-load", "every items cell runs", "its items can't be asked otherwise", "Mend the cell.", loading),
    Rule(
        "makes-questions",
        "every seed makes a question in time",
        "a student waits for nothing, and meets another item instead",
        "Mend the item, so that every seed makes a question in time.",
        swept("makes-questions"),
    ),
    Rule(
        "repeatable",
        "a seed always makes the same question",
        "what a student saw could not be made again",
        "Draw from the rng the item is given, and from nothing else.",
        swept("repeatable"),
    ),
    Rule(
        "key-right",
        "the key itself is judged right",
        "a student who knows it all is sent back",
        "Mend the answer or the options.",
        swept("key-right"),
    ),
    Rule(
        "known-misconceptions",
        "every mistake names a misconception of course.toml",
        "nothing can be said about the mistake, and no hole is opened",
        "Mend its name, or add it to course.toml.",
        swept("known-misconceptions"),
    ),
    Rule(
        "mistakes-distinct",
        "no mal-rule gives the key, nor what another mal-rule gives",
        "a right answer would look like a mistake, or two mistakes like one",
        "Draw numbers that tell them apart, or give None for that mistake where they don't.",
        swept("mistakes-distinct"),
    ),
    Rule(
        "mistakes-tagged",
        "every mal-rule answer is judged not yet, under its own name",
        "the hole that is named is another one",
        "Mend the mistake's answer.",
        swept("mistakes-tagged"),
    ),
    Rule(
        "options-distinct",
        "the options of a choice all differ",
        "of two options that are the same, both or neither are right",
        "Draw numbers that keep the options apart.",
        swept("options-distinct"),
    ),
    Rule(
        "hints-keep-key",
        "no hint but the last holds the key",
        "a copied answer counts for nothing and shows nothing",
        "Say what to look at instead, or move it to the last hint.",
        swept("hints-keep-key"),
    ),
    Rule(
        "varied",
        "questions vary",
        "a re-check would be the same question again",
        "Draw from more numbers; where the mathematics allows no more, say so: @item(…, distinct=12).",
        swept("varied"),
    ),
    Rule(
        "math-renders",
        "every formula in a question can be set",
        "the student sees TeX",
        "Mend the formula.",
        swept("math-renders"),
    ),
    Rule(
        "worked-solution",
        "every question has a worked solution",
        "a second miss leaves the student with nothing",
        'Write Question(…, solution="…").',
        swept("worked-solution"),
    ),
    Rule(
        "hole-below",
        "a misconception names a hole at or below the skill it shows in",
        "practice would lead to a skill the student can't have met",
        "Name a prerequisite of the skill, or the skill itself.",
        hole_below,
    ),
    Rule(
        "further-skills",
        "every further skill of an item comes before its first one",
        "a student would be asked what is still locked",
        "Name the skill first that needs the others, or leave this one out.",
        open_skills,
    ),
    Rule(
        "separable",
        "two different questions can show each misconception",
        "it could be suspected and never confirmed",
        "Add it to the mistakes of an item, or take it out of course.toml.",
        separable,
    ),
    Rule(
        "mal-rules-apart",
        "some pair of an item's questions tells any two of its mal-rules apart",
        "two answers that fit both ideas confirm neither hole",
        "Draw from more numbers, so that each mal-rule shows in several questions.",
        told_apart,
    ),
    Rule(
        "two-shapes",
        "every skill has items of as many shapes as the mastery rule wants in a run",
        "one look of question, learned by heart, would count as mastery",
        'Write an item of another shape, like @item(…, shape="story"), or set shapes under [mastery] to what there is.',
        shapes,
    ),
    Rule(
        "micro-lesson",
        "there is a micro-lesson for every hole a misconception names",
        "the hole would be named and not taught",
        "Write it: a short notebook without checks.",
        micro_lessons,
    ),
    Rule(
        "micro-plain",
        "micro-lessons hold no checks",
        "the questions come right below them",
        "Take the check out.",
        micro_plain,
    ),
    Rule("lesson-math", "every formula in a lesson can be set", "the student sees TeX", "Mend it.", lesson_math),
    Rule(
        "nothing-outside",
        "lessons fetch nothing from elsewhere",
        "another machine would learn who reads, and the page waits for it",
        "Put the file into the course, or draw it.",
        nothing_outside,
    ),
    Rule(
        "assignments-map",
        "every assignment can be read, has each grade id once, and its cells in course.toml name cells and skills that "
        "are there",
        "marks of a cell that nothing names open no practice, and nbgrader refuses a repeated id",
        "",
        assignments,
    ),
    Rule(
        "tests-strict",
        "every test of an assignment is passed by the solution beside it, and can be judged strictly: where none of "
        "the student's code runs",
        "a test that is not judged strictly trusts the code it tests; its marks are flagged",
        "",
        strictness,
        "warning",
    ),
    Rule(
        "tone",
        "no text blames, compares, praises talent, or makes small of a difficulty",
        "such words hurt those who are told them after a miss",
        "Say what was seen and one next move.",
        tone("tone", "error"),
    ),
    Rule(
        "tone-mild",
        "no text cheers, hurries, or speaks of feelings",
        "children hear through it, and it tells them nothing",
        "Say what was done and why it worked, or nothing.",
        tone("tone-mild", "warning"),
        "warning",
    ),
    Rule(
        "next-move",
        "what a child reads after a mistake names one next move",
        "an observation alone leaves the child where it was",
        "Begin a sentence of `move` with something to do, or ask a question.",
        next_moves,
        "warning",
    ),
    Rule(
        "oracle-agrees",
        "an oracle and its mal-rules answer every question they can read as the item does",
        "generated practice would be judged by another answer",
        "Mend the oracle, the mal-rule or the item; an oracle gives None for what it can't read.",
        oracles,
    ),
    Rule(
        "oracle-second",
        "a second oracle, made in another way, gives the same answers on random numbers",
        "one slip in an oracle would put the same wrong key into every question it answers",
        "Write @oracle(skill=…, second=True) by counting or trying out, and mend the one that is off.",
        second_oracles,
    ),
    Rule("lessons-run", "every lesson and micro-lesson runs", "students would see its errors", "Mend it.", running),
    Rule(
        "class-finishes",
        "simulated students who know everything, slip now and then, or learn as students do master every skill",
        "a student who works stays behind a door that never opens",
        "Look at what its questions need that its prerequisites do not name, and add that; or ask for less under "
        "[mastery].",
        finishes,
    ),
    Rule(
        "class-bugs-found",
        "of simulated students who follow a misconception more than half are found within 4 questions from the first "
        "answer that shows it, before the skill counts as mastered",
        "a skill is called mastered, and the idea that spoils it goes on",
        "Let more of that skill's questions show it, in items of two shapes, so that a run of right answers can't pass "
        "it by.",
        bugs_found,
    ),
    Rule(
        "class-false-mastery",
        "of the skills that simulated guessers, hint-milkers and holders of misconceptions try without knowing them, "
        "at most 5 % end as mastered",
        "what builds on it begins without it",
        "Give its choices more options, ask for a typed answer in one shape, or raise `choice` under [mastery].",
        false_mastery,
    ),
    Rule(
        "class-goes-on",
        "no simulated student is ever left without a next question before the end",
        "a plan that leads nowhere leaves a student with nothing to do",
        "Mend the item named there, or write a second one for the skill that can step in.",
        goes_on,
    ),
)
"""All that a proved course keeps, in the order it is told."""
