"""The failure vocabulary.

GaplessError
├── AuthorError        a course is at fault; says file, cell, key and remedy
│   └── CourseFaults   several of them, all found at once
├── OperatorError      a class, a machine or a command is at fault; says what, where and how to mend it
└── LearnerError       what a student asked for can't be had now; says kind, words and next move
    ├── Locked         a prerequisite is not mastered yet
    ├── Closed         the question was answered already
    ├── NotFound       there is no such question, skill or lesson for this student
    ├── NotAllowed     the role or the owner is another
    ├── SignedOut      nobody is signed in
    ├── TooMany        too many tries or too many open pages for now
    └── Unusable       the request itself can't be read

Each carries facts; `author_words`, `operator_words` and `learner_words` turn them into sentences, here alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class GaplessError(Exception):
    """Anything gapless refuses or can't do, told in one of three voices."""


@dataclass
class AuthorError(GaplessError):
    """A fault in a course: `what` is wrong, `remedy` mends it, the rest tells where."""

    what: str
    remedy: str
    file: str = ""
    cell: int | None = None
    key: str = ""

    def __str__(self) -> str:
        return author_words(self)


class CourseFaults(AuthorError):
    """All the faults one reading of a course found, as `faults`."""

    def __init__(self, faults: Sequence[AuthorError]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(first.what, first.remedy, first.file, first.cell, first.key)

    def __str__(self) -> str:
        return "\n".join(author_words(fault) for fault in self.faults)


@dataclass
class OperatorError(GaplessError):
    """A fault of a class folder, a machine or a command: `what`, `where`, and the `remedy`."""

    what: str
    where: str
    remedy: str

    def __str__(self) -> str:
        return operator_words(self)


@dataclass
class LearnerError(GaplessError):
    """What a student asked for can't be had: `words` to read, `href` to go on, "" to stay."""

    words: str
    href: str = ""

    kind = "trouble"
    status = 400

    def __str__(self) -> str:
        return learner_words(self)


class Locked(LearnerError):
    """A prerequisite is not mastered yet."""

    kind, status = "locked", 403


class Closed(LearnerError):
    """The question was answered already."""

    kind, status = "closed", 409


class NotFound(LearnerError):
    """There is no such question, skill or lesson for this student."""

    kind, status = "not-found", 404


class NotAllowed(LearnerError):
    """The role or the owner is another."""

    kind, status = "not-allowed", 403


class SignedOut(LearnerError):
    """Nobody is signed in."""

    kind, status = "signed-out", 401


class TooMany(LearnerError):
    """Too many tries or too many open pages for now."""

    kind, status = "too-many", 429


class Unusable(LearnerError):
    """The request itself can't be read."""

    kind, status = "unusable", 400


def author_words(fault: AuthorError) -> str:
    """`file, cell 3, key: what. remedy`, leaving out the places that are not known."""
    cell = f"cell {fault.cell}" if fault.cell is not None else ""
    place = ", ".join(part for part in (fault.file, cell, fault.key) if part)
    return f"{place}: {fault.what} {fault.remedy}" if place else f"{fault.what} {fault.remedy}"


def operator_words(fault: OperatorError) -> str:
    """`what (where). remedy` as one line for a terminal or a log."""
    what = fault.what.removesuffix(".")
    return f"{what} ({fault.where}). {fault.remedy}" if fault.where else f"{what}. {fault.remedy}"


def learner_words(fault: LearnerError) -> str:
    """The words themselves: they were written for the learner."""
    return fault.words
