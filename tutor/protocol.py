"""What the tutor says and needs, as types only: importable by widgets and page kernels at no cost.

Every value named `…html`, and `prompt`, `words`, `solution`, `hints` of questions, is HTML made by the tutor. `title`,
`given`, `read`, `reason` and names are plain text: show them as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NotRequired, Protocol, TypedDict

if TYPE_CHECKING:
    from ..authoring import ItemInfo, Made
    from ..mastery.events import Draft, Event, Kind, Purpose, Verdict
    from ..records.folded import Folded
    from ..records.values import Person
    from .place_protocol import PlacementCard

Json = dict[str, Any]


class Transport(Protocol):
    """What a widget needs of a tutor, such as `LocalTutor`: one call with a verb and its body."""

    def call(self, verb: str, body: Mapping[str, Any]) -> Json:
        """The answer to a verb. Raises LearnerError with words for the student."""
        ...


class Bank(Protocol):
    """Where questions come from."""

    @property
    def items(self) -> tuple[ItemInfo, ...]:
        """Every item of the course."""
        ...

    def make(self, item_id: str, seed: int) -> Made:
        """One question. Raises ItemFault when the item can't make it."""
        ...


class Journal(Protocol):
    """Where events are kept: `records.Records`, or `tutor.journal.MemoryJournal`."""

    def events(self, student: str, after: int = 0) -> list[Event]:
        """A student's events in order, those with a seq above `after`."""
        ...

    def since(self, student: str, at: datetime) -> list[Event]:
        """A student's events in order, those dated `at` or later."""
        ...

    def about(self, student: str, question: str) -> list[Event]:
        """The events of one of the student's questions, in order."""
        ...

    def find(self, student: str, request: str) -> Event | None:
        """The event this request made, if it made one."""
        ...

    def last_event(self, student: str) -> Event | None:
        """The student's newest event."""
        ...

    def last_seq(self, student: str) -> int:
        """The seq of the student's newest event, 0 before any."""
        ...

    def paces(self) -> list[tuple[str, float]]:
        """(item, focused seconds) of the class's newest first answers, oldest first; none where no time was told."""
        ...

    def of_kind(self, kind: Kind) -> list[Event]:
        """The whole class's events of a kind, in order."""
        ...

    def students(self) -> list[Person]:
        """Every student, by name."""
        ...

    def person(self, id: str) -> Person | None:
        """Somebody of the class by id."""
        ...

    def append(self, drafts: Sequence[Draft], before: Folded) -> Folded:
        """Record one student's events; they are on disk when this returns. Raises Stale, and then nothing is."""
        ...


class Progress(TypedDict):
    """How far the run on a skill is by the mastery rule."""

    done: int
    needed: int


class Link(TypedDict):
    """Somewhere to go."""

    title: str
    href: str


class SkillLink(Link):
    """Somewhere to go for a skill."""

    skill: str


class SkillTitle(TypedDict):
    """A skill by id and title."""

    skill: str
    title: str


class Feedback(TypedDict):
    """The answer to `answer` and `show`."""

    question_id: str
    verdict: Verdict | Literal["shown", "noted"]
    words: str
    read: str
    action: Literal["next", "again", "edit"]
    solution: str | None
    progress: Progress | None
    closed: bool
    mastered: bool
    recovered: SkillTitle | None


class Option(TypedDict):
    """One option of a choice: `value` is what to send as `given`."""

    value: str
    html: str


class Asked(TypedDict):
    """A question as the student may see it: no key, no mistakes, no solution.

    `also` are the titles of further skills it asks for; `example` is another question with its steps, shown first after
    misses in a row. `generated` says that the bank of practice made it, so that `odd` takes it back.
    """

    question_id: str
    skill: str
    title: str
    purpose: Purpose
    prompt: str
    input: Json
    progress: Progress | None
    hints: list[str]
    hint_left: bool
    hint_last: bool
    attempts: int
    assisted: bool
    feedback: Feedback | None
    also: list[str]
    example: str | None
    generated: bool


class Hints(TypedDict):
    """The answer to `hint`."""

    hints: list[str]
    hint_left: bool
    hint_last: bool
    assisted: bool


class QuestionMove(TypedDict):
    """The answer to `next`: here is a question."""

    state: Literal["question"]
    question: Asked


class DetourMove(TypedDict):
    """The answer to `next`: a hole comes first."""

    state: Literal["detour"]
    hole: SkillTitle
    href: str
    words: str


class LockedMove(TypedDict):
    """The answer to `next`: something is missing."""

    state: Literal["locked"]
    missing: list[SkillLink]
    words: str


class DoneMove(TypedDict):
    """The answer to `next`: nothing more to show here."""

    state: Literal["done"]
    skill: str
    title: str
    words: str
    next: Link | None


class IdleMove(TypedDict):
    """The answer to `next` for a teacher who looks on: no question is open."""

    state: Literal["idle"]
    words: str


Move = QuestionMove | DetourMove | LockedMove | DoneMove | IdleMove


class Evidence(TypedDict):
    """One answer that shows something: the prompt, what was given, and when (ISO, UTC)."""

    prompt: str
    given: str
    given_html: str
    at: str


class HoleWords(TypedDict):
    """What is told of a hole: how likely it is (of 100), what would disprove it, and what comes next.

    `contest` says whether one question against it may be asked; `took` is what closing it took, "" before.
    """

    chance: int
    disproved: str
    next: str
    contest: bool
    took: str


class NextCard(Link):
    """The one thing to do next."""

    words: str
    minutes: float
    action: str
    skill: NotRequired[str]
    number: NotRequired[str]


class PlanEntry(Link):
    """One line of the plan. `number` is what explains its minutes, "minutes" where there is none."""

    why: str
    minutes: float
    state: str
    skill: str
    number: NotRequired[str]


class MapSkill(TypedDict):
    """One node of the map."""

    id: str
    title: str
    grade: int
    state: str
    prerequisites: list[str]
    href: str


class Map(TypedDict):
    """The course as a map: skills in an order in which each comes after what it needs."""

    grades: list[int]
    skills: list[MapSkill]


class Recovery(SkillTitle):
    """A miss that became mastery; `took` is what it took."""

    words: str
    at: str
    took: str


class Student(TypedDict):
    """Who this is."""

    id: str
    name: str


class Today(TypedDict):
    """How far the day is: focused minutes so far, those planned, and whether they are done."""

    focused: float
    planned: float
    over: bool
    words: str


class Home(TypedDict):
    """The answer to `home`."""

    student: Student
    course: str
    next: NextCard | None
    placement: PlacementCard | None
    plan: list[PlanEntry]
    today: Today
    map: Map
    recovered: list[Recovery]
    first_day: bool


class AnswerLine(Evidence):
    """One answer on a skill, for “why this number”. `source` is the prompt as its author wrote it, for tables.

    `because` says why it does not count, "" where it does.
    """

    verdict: str
    assisted: bool
    because: NotRequired[str]
    misconception: NotRequired[str]
    source: NotRequired[str]


class ChancePoints(TypedDict):
    """What one subject adds to the log odds: the last answers, all answers here, other skills, or the skill itself."""

    subject: str
    points: float


class ChanceCard(TypedDict):
    """How likely the next first answer is right: log odds `start` and all `points` add up to it; `fit` is its name."""

    p: float
    start: float
    points: list[ChancePoints]
    words: str
    fit: str


class StandingCard(TypedDict):
    """The answer to `standing`: the number and the answers it came from, newest first.

    `chance` is None until the class's answers were fitted.
    """

    skill: str
    title: str
    state: str
    p_known: float
    progress: Progress
    answers: list[AnswerLine]
    words: str
    chance: ChanceCard | None
