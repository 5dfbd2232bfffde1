"""The numbers of the learner model: their values from the code, and the sources they were taken from."""

from __future__ import annotations

from collections.abc import Iterator

from gapless.mastery import bkt, kept, pace, support
from gapless.mastery.chances import ENOUGH, RATE, STEADY
from gapless.mastery.values import Rule

KELLY = "Kelly, Wang, Thompson and Heffernan, *Defining mastery*, EDM 2015"
CORBETT = "Corbett and Anderson, *Knowledge tracing*, User Modeling and User-Adapted Interaction 4 (1995)"
OATUTOR = "the starting value that OATutor's content tools write"


def numbers() -> Iterator[list[str]]:
    """Name, value and source of each number."""
    rule = Rule()
    rows: tuple[tuple[str, object, str], ...] = (
        ("P(known) that counts as mastered", rule.threshold, CORBETT),
        ("right typed answers in a row", rule.typed, KELLY),
        (
            "right answers in a row where one was chosen from options",
            rule.choice,
            f"computed: of pure guessers at four options, {passing(3):.1%} pass three in a row within ten questions, "
            f"{passing(rule.choice):.1%} pass {rule.choice}",
        ),
        ("different shapes of question in the run", rule.shapes, "our choice: one look alone can be learned by heart"),
        ("P(known) before anything is answered", bkt.PRIOR, OATUTOR),
        ("chance to learn from one question", bkt.LEARN, OATUTOR),
        ("slip: a miss by somebody who knows", bkt.SLIP, "at most 0.1 as usual; Baker, Corbett and Aleven, ITS 2008"),
        ("guess, typed", bkt.GUESS_TYPED, "our choice, to be fitted to answers; at most 0.3 as usual (same source)"),
        ("guess, choice", bkt.GUESS_CHOICE, "one of four options; with n options, 1/n"),
        ("guess, a graded cell of an assignment", bkt.GUESS_WORK, "our choice: it is worked on unwatched"),
        ("share of students who hold a misconception", RATE, "our choice within 6 to 25 %; `rate` of course.toml"),
        ("how often a misconception is followed", STEADY, "our choice; bugs come and go, VanLehn 1982"),
        ("chance from which a second answer confirms a hole", ENOUGH, "likelier than all else together"),
        ("part of the usual time below which an answer is a guess", pace.FAST, "Wise and Ma 2012"),
        ("answers from which an item's own median is its usual time", pace.ENOUGH_ANSWERS, "our choice"),
        ("questions without progress before help", min(support.SUPPORT), "Wang, Kai and Baker, AIED 2020"),
        ("questions without mastery before a skill rests", support.PARK_AFTER, "Beck and Gong, AIED 2013"),
        ("days until a mixed check can make a skill kept", kept.KEPT_AFTER.days, "our choice"),
    )
    for name, value, source in rows:
        yield [name, f"{value}", source]


def passing(run: int, guess: float = bkt.GUESS_CHOICE, questions: int = 10) -> float:
    """The probability that guessing alone gives `run` right answers in a row within so many questions."""
    # reached[k]: the probability that the present run has k right answers and no longer one was there before.
    reached, passed = [1.0] + [0.0] * (run - 1), 0.0
    for _ in range(questions):
        passed += reached[-1] * guess
        reached = [sum(reached) * (1 - guess), *(one * guess for one in reached[:-1])]
    return passed
