"""What is known about one student, as plain values. `advance` folds events into them; nothing else makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from .bkt import GUESS_TYPED, PRIOR, SLIP
from .events import Purpose
from .form import Form
from .model import Model
from .review.memory import Memory
from .sitting import Sitting

GoalKind = Literal["skill", "hole", "contest", "review", "placement", "form"]
Goal = tuple[GoalKind, str]
"""What is to be reached: a skill (its lesson's check), a hole closed, a hole contested, ("review", "mixed"),
("placement", its sitting), ("form", its id)."""
HoleStatus = Literal["suspected", "confirmed", "closed"]
Outcome = Literal["slip", "recovered", "excused", "contested"]

_EMPTY: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Right:
    """One right, unassisted first answer of the present run: its question, answer kind and item shape."""

    question: str
    kind: str
    shape: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A student's state on one skill.

    `rights` is the present run of right, unassisted first answers; `answers` the questions of all first answers, oldest
    first, and `evidence` those among them that moved P(known). `mastered_at` is None again once the skill is a
    confirmed hole; `ever_mastered` and `opened` (a question was once asked) stay, so that what was unlocked stays open.
    `kept_at` is when a mixed check showed it again, `lost_at` when one missed it last, and `due` holds from then until
    it is shown again. `placed_at` is when a placement found it known, None again after a miss. `tries` are the
    verdicts of its own questions since it was last mastered, parked or taken up.
    """

    skill: str
    p_known: float = PRIOR
    rights: tuple[Right, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    mastered_at: datetime | None = None
    excused: bool = False
    last_at: datetime | None = None
    ever_mastered: bool = False
    opened: bool = False
    kept_at: datetime | None = None
    lost_at: datetime | None = None
    due: bool = False
    tries: tuple[bool, ...] = ()
    placed_at: datetime | None = None

    @property
    def run(self) -> int:
        """How many right, unassisted first answers in a row, up to now."""
        return len(self.rights)


@dataclass(frozen=True, slots=True)
class Clue:
    """One answer that speaks for or against a hole, with the numbers in force when it was given.

    `seen`: it "matches" the misconception, is another miss ("misses"), or "right". `about` is "rule" for a question
    where the misconception can show, "hole" for one on the hole's own skill, "source" for any other.
    """

    question: str
    seen: Literal["matches", "misses", "right"]
    about: Literal["rule", "hole", "source"]
    guess: float
    slip: float


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What was thought before the first clue of a hole: three chances that make 1 (`mastery.chances` says how)."""

    missing: float
    slip: float
    other: float


@dataclass(frozen=True, slots=True)
class Hole:
    """A skill that evidence says is missing, and `source`, the skill whose questions showed it.

    `evidence` are the questions whose answers show it, and `clues` all answers that speak for or against it, after
    `before`. `rivals` are misconceptions that no answer has told from this one yet. `probing` is True when the next
    question is about the hole's own skill rather than a separating one about the source. `also_from` are further skills
    whose answers pointed here. `questions` and `seconds` (focused) are what went into closing it since it was
    confirmed; `contested` is True once the student said "I know this" and missed. `taken` is the standing that
    confirming it took away.
    """

    skill: str
    status: HoleStatus
    source: str
    misconception: str | None
    evidence: tuple[str, ...]
    opened_at: datetime
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    probing: bool = False
    also_from: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    before: Suspicion | None = None
    rivals: frozenset[str] = frozenset()
    questions: int = 0
    seconds: float = 0.0
    contested: bool = False
    taken: Standing | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """After a miss no mal-rule explains: is it `pending`, and which prerequisites were probed already.

    `also` are further skills that the missed question asked for. `guess`, `slip` are the question's.
    """

    pending: bool = False
    probed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    guess: float = GUESS_TYPED
    slip: float = SLIP


@dataclass(frozen=True, slots=True)
class Parked:
    """A skill that waits, since `questions` in a row did not rise, while `prerequisite` is practised as a hole."""

    skill: str
    prerequisite: str
    questions: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """What was asked on one skill. Each tuple holds its ids once, the least recently used first.

    `shown` maps a misconception to the items whose questions this student answered by it; `told` are the
    misconceptions that some question has looked for.
    """

    questions: frozenset[str] = frozenset()
    fingerprints: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _EMPTY)
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for an answer: `attempts` is 1 after a first miss, `hints` how many are open.

    `also` are the models of further skills it asks for. `tells` are misconceptions that give different answers here,
    `could` all that its item can show, `rates` how common they are. `usual` is the seconds it usually takes, 0 where
    nobody knows. `practises` are other skills that answering it practises, `practised_by` those whose questions
    practise its own, and their weights.
    """

    id: str
    goal: Goal
    skill: str
    purpose: Purpose
    hole: str | None
    item: str
    shape: str
    kind: str
    fingerprint: str
    holes: Mapping[str, str]
    model: Model
    asked_at: datetime
    hints: int = 0
    attempts: int = 0
    also: Mapping[str, Model] = field(default_factory=lambda: _EMPTY)
    tells: frozenset[str] = frozenset()
    could: frozenset[str] = frozenset()
    rates: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    usual: float = 0.0
    practises: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    practised_by: Mapping[str, float] = field(default_factory=lambda: _EMPTY)

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill it asks for, the one it was asked for first."""
        return (self.skill, *self.also)

    @property
    def assisted(self) -> bool:
        """A further answer would be an assisted one: a hint is open, or the first answer missed."""
        return self.hints > 0 or self.attempts > 0


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest mark of one graded cell: whether it was `full`, and the standing before it and after it."""

    full: bool
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Excuse:
    """A teacher's word that a skill need not be shown: why, who said so and when."""

    skill: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudentState:
    """Everything folded from one student's events.

    `holes` has the live holes by skill, `closed` the others, newest first; `open` the open questions by goal; `trails`
    what was asked on each skill; `inquiries` the searches below a skill; `excuses` what a teacher excused; `marks` the
    graded cells of assignments; `parked` the skills that wait; `reviewed` the skill of the last question asked, if a
    mixed check asked it; `placement` the newest placement; `forms` every form by id; `looks` how many first, unaided
    answers on mastered skills were right, and how many there were; `memories` what is remembered of each skill that was
    mastered or placed.
    """

    standings: Mapping[str, Standing] = field(default_factory=lambda: _EMPTY)
    holes: Mapping[str, Hole] = field(default_factory=lambda: _EMPTY)
    closed: tuple[Hole, ...] = ()
    open: Mapping[Goal, OpenQuestion] = field(default_factory=lambda: _EMPTY)
    trails: Mapping[str, Trail] = field(default_factory=lambda: _EMPTY)
    inquiries: Mapping[str, Inquiry] = field(default_factory=lambda: _EMPTY)
    excuses: Mapping[str, Excuse] = field(default_factory=lambda: _EMPTY)
    marks: Mapping[str, Mark] = field(default_factory=lambda: _EMPTY)
    parked: Mapping[str, Parked] = field(default_factory=lambda: _EMPTY)
    reviewed: str = ""
    placement: Sitting | None = None
    forms: Mapping[str, Form] = field(default_factory=lambda: _EMPTY)
    looks: tuple[int, int] = (0, 0)
    memories: Mapping[str, Memory] = field(default_factory=lambda: _EMPTY)

    def standing(self, skill: str) -> Standing:
        """The standing on `skill`; a fresh one where nothing happened yet."""
        return self.standings.get(skill) or Standing(skill)

    def trail(self, skill: str) -> Trail:
        """What was asked on `skill`; an empty trail where nothing was."""
        return self.trails.get(skill) or Trail()

    def question(self, id: str) -> OpenQuestion | None:
        """The open question of this id; None when it is closed or unknown.

        A form's questions are open from the handing in until their answers are folded.
        """
        opened = next((question for question in self.open.values() if question.id == id), None)
        return opened or next((one for form in self.forms.values() if (one := form.waiting(id))), None)

    @property
    def form(self) -> Form | None:
        """The form that is running."""
        return next((form for form in self.forms.values() if form.running), None)

    @property
    def recovered(self) -> tuple[Hole, ...]:
        """Holes that were closed by a right re-check, newest first."""
        return tuple(hole for hole in self.closed if hole.outcome == "recovered")
