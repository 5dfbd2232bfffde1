"""The tutor: one service that asks, judges, records and decides what is next. Everything goes through `call`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..errors import LearnerError, NotFound, TooMany
from ..mastery import Blocked, Course
from ..records.folded import Folded, fold
from ..records.values import Person, Stale
from .answer import answer, hint, show
from .ask import locked, next_question
from .body import Body
from .day import day, days, spent
from .desk import Desk
from .diary import Diaries
from .earning import earn
from .form import form_answer, form_flag
from .form_class import class_forms, form_close, form_open
from .form_end import end_if_over, form, form_hand_in, form_result
from .form_room import FormRoom
from .forms import form_start, forms
from .home import home
from .ledger import ledger, reward_decide, reward_promise, rewards
from .material import Material
from .odd import odd
from .office import Office
from .pace import Pace
from .place import place, second_look
from .placement_map import placement_map
from .practice import practice
from .protocol import Bank, Journal, Json, LockedMove
from .queue import practice_switch, queue, spec, spec_edit, spec_rule, waiting
from .standing import standing
from .teacher import answers, class_table, excuse
from .timetable import Timetable
from .why import why
from .words import say
from .work import hand_in, work
from .work_protocol import Tray

if TYPE_CHECKING:
    from ..practice.bank import PracticeBank

    # Numpy comes with it.
    from ..records.fits import Fits
    from ..records.rewards import Rewards

VERBS: Mapping[str, Callable[[Desk, Body], Any]] = {
    "next": next_question,
    "answer": answer,
    "hint": hint,
    "show": show,
    "home": home,
    "practice": practice,
    "standing": standing,
    "why": why,
    "place": place,
    "map": placement_map,
    "second_look": second_look,
    "work": work,
    "hand_in": hand_in,
    "odd": odd,
    "day": day,
    "spent": spent,
    "forms": forms,
    "form": form,
    "form_start": form_start,
    "form_answer": form_answer,
    "form_flag": form_flag,
    "form_hand_in": form_hand_in,
    "form_result": form_result,
    "ledger": ledger,
}
CLASS_VERBS: Mapping[str, Callable[[Office, Body], Any]] = {
    "class_forms": class_forms,
    "form_open": form_open,
    "form_close": form_close,
    "queue": queue,
    "spec": spec,
    "spec_rule": spec_rule,
    "spec_edit": spec_edit,
    "practice_switch": practice_switch,
    "rewards": rewards,
    "reward_promise": reward_promise,
    "reward_decide": reward_decide,
}
"""What a teacher does for the whole class."""

LOOKING_ON = frozenset(
    {
        "next",
        "home",
        "practice",
        "standing",
        "why",
        "work",
        "place",
        "map",
        "day",
        "forms",
        "form",
        "form_result",
        "ledger",
    }
)
"""The student verbs a teacher may look on with; none of them then records anything."""

TRIES = 20
"""How often a call starts again because another process wrote for the same student meanwhile."""

REMEMBERED = 512
"""How many students' folded states are kept in memory."""


class Tutor:
    """Asks and judges for every student of a class. Safe for many threads, and beside other processes."""

    def __init__(
        self,
        course: Course,
        bank: Bank,
        journal: Journal,
        clock: Callable[[], datetime],
        rng: Random,
        *,
        title: str = "",
        micro: Collection[str] | None = None,
        tray: Tray | None = None,
        fits: Fits | None = None,
        timetable: Timetable | None = None,
        practice: PracticeBank | None = None,
        room: FormRoom | None = None,
        rewards: Rewards | None = None,
    ) -> None:
        """`clock` gives aware datetimes; `title` is the class's, the course's by default.

        `micro` are the skills that have a short lesson; None takes it that every skill has one. `tray` takes hand-ins
        in; without one there is nothing to hand in. `fits` holds what was learned from the class's answers.
        `timetable` is the class's day, 120 minutes in UTC by default. `practice` is the class's bank of generated
        practice; with it `bank` must be an ItemBank, which knows the oracles. `room` says how forms are sat,
        and `rewards` is the class's ledger.
        """
        self.journal = journal
        self._tray = tray
        self._fits = fits
        self._room = room or FormRoom()
        self._rewards = rewards
        self._practice = practice
        self._pace = Pace(journal)
        self._diaries = Diaries(journal, timetable or Timetable())
        self._clock = clock
        self._rng = rng
        self._title = title
        self._material = Material(course, bank, micro)
        self._folded: OrderedDict[str, Folded] = OrderedDict()
        self._locks: dict[str, Lock] = {}
        self._guard = Lock()

    @property
    def course(self) -> Course:
        """The course of the day."""
        return self._material.course

    @property
    def bank(self) -> Bank:
        """The item bank of the day."""
        return self._material.bank

    def reload(self, course: Course, bank: Bank, micro: Collection[str] | None = None) -> None:
        """Take an edited course. Questions that are open stay as they were asked."""
        self._material = Material(course, bank, micro)

    def call(self, student: str, verb: str, body: Mapping[str, Any]) -> Json:
        """What a student's verb gives. Raises a LearnerError with words, or Unusable for what can't be read."""
        act = VERBS.get(verb)
        if act is None:
            raise NotFound(say("no-verb"))
        return self._at_desk(student, lambda desk: act(desk, Body(body)))

    def teacher_call(self, verb: str, body: Mapping[str, Any], by: str = "") -> Json:
        """What a teacher's verb gives, `by` a person's id: `class`, `days`, `answers`, `why`, `excuse`, or looking on.

        A student's verb with `as_student` in its body is that student's view, and records nothing.
        """
        read = Body(body)
        if verb == "class":
            return self._class()
        if verb == "days":
            return dict(days(self._all_desks()))
        if verb in CLASS_VERBS:
            return CLASS_VERBS[verb](self._office(by), read)
        if verb == "answers":
            return self._at_desk(read.id("student"), lambda desk: answers(desk, read))
        if verb == "why" and read.has("student"):
            return self._at_desk(read.id("student"), lambda desk: why(desk, read), looking_on=True)
        if verb == "excuse":
            return self._at_desk(read.id("student"), lambda desk: excuse(desk, read, by))
        if verb in LOOKING_ON and read.has("as_student"):
            return self._at_desk(read.id("as_student"), lambda desk: VERBS[verb](desk, read), looking_on=True)
        raise NotFound(say("no-verb"))

    def may_open(self, student: str, lesson: str) -> LockedMove | None:
        """None when the lesson's page may be shown, else what is missing. Raises NotFound for no such lesson.

        A page is open as soon as one of its skills is.
        """
        if lesson not in self.course.lessons:
            raise NotFound(say("no-lesson"), "/home")
        skills = self.course.lessons[lesson].skills
        return self._at_desk(student, lambda desk: _gate(desk, skills))

    def remembers(self, student: str) -> bool:
        """Whether anything of this student is kept in memory."""
        with self._guard:
            return student in self._folded or student in self._locks

    def ready_practice(self, skill: str) -> None:
        """Make ready what generated practice of a skill needs, and wait for it. Else its first question is authored."""
        self._material.judge.context(skill)

    def leave_gone(self) -> None:
        """Keep nothing in memory of people who are no longer in the class."""
        here = {one.id for one in self.journal.students()}
        with self._guard:
            for student in (self._folded.keys() | self._locks.keys()) - here:
                self._folded.pop(student, None)
                self._locks.pop(student, None)
                self._diaries.forget(student)

    def _class(self) -> Json:
        table = class_table(self._material, self._title or self.course.title, self._all_desks())
        return {**table, "queue": waiting(self._office(""))}

    def _all_desks(self) -> list[tuple[Person, Desk]]:
        students = self.journal.students()
        return [(one, self._at_desk(one.id, lambda desk: desk, looking_on=True)) for one in students]

    def _office(self, by: str) -> Office:
        shared = (self._room, self._rewards)
        return Office(
            self._material, self.journal, self._clock(), self._rng, by, *shared, self._at_desk, self._practice
        )

    def _at_desk(self, student: str, act: Callable[[Desk], Any], looking_on: bool = False) -> Any:
        """Run `act` on the student's newest state, alone with it; start again when another process was faster."""
        person = self._known(student)
        with self._lock(person.id):
            for _ in range(TRIES):
                desk = self._desk(person.id, looking_on)
                try:
                    result = _acted(desk, act)
                except Stale:
                    continue
                except LearnerError:
                    self._remember(desk)
                    raise
                self._remember(desk)
                return result
        raise TooMany(say("busy"))

    def _known(self, student: str) -> Person:
        person = self.journal.person(student)
        if person is None or person.role != "student":
            with self._guard:
                self._folded.pop(student, None)
                self._locks.pop(student, None)
                self._diaries.forget(student)
            raise NotFound(say("no-person"), "/sign-in")
        return person

    def _lock(self, student: str) -> AbstractContextManager[Any]:
        with self._guard:
            return self._locks.setdefault(student, Lock())

    def _desk(self, student: str, looking_on: bool) -> Desk:
        """The student's desk; what is remembered is taken away, so that a failure forgets it."""
        with self._guard:
            known = self._folded.pop(student, Folded())
        last = self.journal.last_seq(student)
        if last < known.seq:
            # Forgotten, and somebody new has the id: what is remembered was another person's.
            known = Folded()
        if last != known.seq:
            known = fold(self.journal.events(student, known.seq), known)
        desk = (student, self._material, self.journal, known, self._clock(), self._rng)
        return Desk(
            *desk,
            looking_on=looking_on,
            tray=self._tray,
            pace=self._pace,
            fits=self._fits,
            diaries=self._diaries,
            practice=self._practice,
            room=self._room,
            rewards=self._rewards,
        )

    def _remember(self, desk: Desk) -> None:
        with self._guard:
            self._folded[desk.student] = desk.folded
            while len(self._folded) > REMEMBERED:
                self._folded.popitem(last=False)


def _acted(desk: Desk, act: Callable[[Desk], Any]) -> Any:
    """What an act gives, after what had to happen by itself and before what it earns is entered."""
    desk.take_up_renames()
    if desk.looking_on:
        return act(desk)
    before = desk.state
    end_if_over(desk)
    result = act(desk)
    if desk.state is not before:
        earn(desk, before)
    return result


def _gate(desk: Desk, skills: tuple[str, ...]) -> LockedMove | None:
    moves = [desk.decide(("skill", skill)) for skill in skills]
    blocked = [move for move in moves if isinstance(move, Blocked)]
    if not moves or len(blocked) < len(moves):
        return None
    return locked(desk.material, blocked[0].missing)
