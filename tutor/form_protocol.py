"""What the tutor says of forms, as types only: importable by widgets and page kernels at no cost."""

from __future__ import annotations

from typing import Literal, TypedDict

from .protocol import Json, Link, SkillTitle

OpeningState = Literal["open", "running", "today", "holes", "locked", "done", "none", "unfilled"]


class Likelihood(TypedDict):
    """How likely 100 % is: `percent` of 100 forms, and where the number comes from."""

    percent: int
    words: list[str]


class PastForm(TypedDict):
    """A form that was handed in."""

    form: str
    title: str
    grade: int
    number: int
    at: str
    right: int
    of: int
    href: str


class Forms(TypedDict):
    """The answer to `forms`: what may begin now, or what comes before it, and what was handed in, newest first.

    `minutes` is the time limit, None without one; `code` whether the supervisor types a code first, `shut` that
    nobody opened a time for it yet; `links` lead to what comes before. `ledger` tells whether there is a page of what
    was earned.
    """

    state: OpeningState
    words: str
    title: str
    grade: int
    of: int
    minutes: float | None
    code: bool
    shut: bool
    likelihood: Likelihood | None
    links: list[Link]
    form: str | None
    past: list[PastForm]
    ledger: bool


class FormQuestion(TypedDict):
    """A question of a form as the student may see it, and what is written for it now.

    `words` say what of the writing can't be read; they never look at the key.
    """

    question_id: str
    prompt: str
    input: Json
    given: str
    flagged: bool
    words: str


class FormPaper(TypedDict):
    """The answer to `form_start` and `form`: the form that runs. `seconds_left` is None without a time limit."""

    state: Literal["running"]
    form: str
    title: str
    seconds_left: float | None
    questions: list[FormQuestion]


class FormRefused(TypedDict):
    """The answer to `form_start` where the code does not fit."""

    state: Literal["refused"]
    words: str


class FormSaved(TypedDict):
    """The answer to `form_answer` and `form_flag`: it is kept. Nothing here depends on what is right."""

    question_id: str
    given: str
    flagged: bool
    answered: int
    of: int
    words: str


class FormMiss(SkillTitle):
    """A question of a handed-in form that was not right, with its steps, what was seen, and the next step."""

    place: int
    prompt: str
    given_html: str
    verdict: str
    words: str
    solution: str
    next: Link | None
    next_words: str


class FormRight(TypedDict):
    """A question of a handed-in form that was right."""

    place: int
    prompt: str
    given_html: str


class FormResult(TypedDict):
    """The answer to `form_hand_in` and `form_result`: what it came to, told once it was handed in."""

    state: Literal["handed-in"]
    form: str
    title: str
    at: str
    right: int
    of: int
    words: str
    likelihood: list[str]
    misses: list[FormMiss]
    rights: list[FormRight]
    next_words: str
    earned: str


FormMove = FormPaper | FormResult


class RunningForm(TypedDict):
    """A form that a student sits at."""

    form: str
    title: str
    started_at: str
    ends_at: str | None
    supervised: bool
    answered: int
    of: int


class ClassFormRow(TypedDict):
    """One student's forms as the teacher sees them."""

    id: str
    name: str
    state: str
    words: str
    title: str
    percent: int
    running: RunningForm | None
    past: list[PastForm]


class FormWindow(TypedDict):
    """Until when supervised forms may begin, and the code to type."""

    code: str
    closes: str
    by: str


class ClassForms(TypedDict):
    """The answer to `class_forms`. `ledger` tells whether anything was ever promised."""

    questions: int
    minutes: float | None
    supervised: bool
    window: FormWindow | None
    ledger: bool
    students: list[ClassFormRow]
