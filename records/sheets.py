"""What is known about a student, as tables: the same columns in the CSV files and in the JSON document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..mastery import Hole, StudentState
from ..mastery.events import Event
from .derived import plain
from .values import Person

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """All that a class's record has on one student."""

    person: Person
    since: datetime
    events: tuple[Event, ...]
    state: StudentState


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `columns` maps each column to its meaning, `rows` makes a student's rows."""

    name: str
    about: str
    columns: Mapping[str, str]
    rows: Callable[[Known], Iterator[Row]]


def _students(known: Known) -> Iterator[Row]:
    one = known.person
    yield {"name": one.name, "email": one.email, "since": known.since}


def _questions(known: Known) -> Iterator[Row]:
    said: dict[str, list[Event]] = {}
    for one in known.events:
        said.setdefault(str(one.body.get("question", "")), []).append(one)
    for one in known.events:
        if one.kind == "asked":
            yield _question(one, said[str(one.body.get("question", ""))])


def _question(asked: Event, events: list[Event]) -> Row:
    body, made = asked.body, asked.body.get("snapshot") or {}
    told = [one.body for one in events if one.kind == "answered" and one.body.get("verdict") != "unreadable"]
    first: Mapping[str, Any] = told[0] if told else {}
    copied = {name: body.get(name) for name in ("question", "skill", "goal", "purpose", "item", "kind", "shape")}
    return {
        **copied,
        "asked_at": asked.at,
        **{name: made.get(name) for name in ("prompt", "options", "key", "mistakes")},
        **{name: first.get(name) for name in ("given", "verdict", "misconception", "assisted")},
        "tries": len(told),
        "hints": sum(one.kind == "hinted" for one in events),
        "solution_asked": any(one.kind == "shown" for one in events),
    }


def _answers(known: Known) -> Iterator[Row]:
    names = ("question", "attempt", "given", "read", "verdict", "misconception", "assisted", "focus_seconds")
    for one in known.events:
        if one.kind == "answered":
            yield {**{name: one.body.get(name) for name in names}, "at": one.at}


def _standings(known: Known) -> Iterator[Row]:
    for one in known.state.standings.values():
        names = ("skill", "p_known", "run", "placed_at", "mastered_at", "excused", "last_at")
        facts = {name: getattr(one, name) for name in names}
        yield {**facts, "answers": len(one.answers), "evidence": one.evidence}


def _holes(known: Known) -> Iterator[Row]:
    names = ("skill", "status", "source", "misconception", "evidence", "opened_at", "confirmed_at", "closed_at")
    holes: tuple[Hole, ...] = (*reversed(known.state.closed), *known.state.holes.values())
    for one in holes:
        yield {name: getattr(one, name) for name in (*names, "outcome")}


def _forms(known: Known) -> Iterator[Row]:
    for one in known.state.forms.values():
        facts = {"form": one.id, "grade": one.grade, "number": one.number, "supervised": one.supervised}
        ends = {"started_at": one.started_at, "handed_in_at": one.handed_at, "how": one.how if one.handed_at else None}
        yield {**facts, **ends, "right": one.rights if one.handed_at else None, "questions": one.order}


def _excuses(known: Known) -> Iterator[Row]:
    for one in known.state.excuses.values():
        yield {"skill": one.skill, "reason": one.reason, "by": one.by, "at": one.at}


def _of_kind(kind: str, *names: str) -> Callable[[Known], Iterator[Row]]:
    def rows(known: Known) -> Iterator[Row]:
        for one in known.events:
            if one.kind == kind:
                yield {**{name: one.body.get(name) for name in names}, "at": one.at}

    return rows


def _events(known: Known) -> Iterator[Row]:
    for one in known.events:
        yield {"seq": one.seq, "at": one.at, "kind": one.kind, "request": one.request, "body": one.body}


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "students",
        "Who they are. There is no code and no hash of one.",
        {"name": "as in the roster", "email": "as in the roster", "since": "when they were taken into the class"},
        _students,
    ),
    Sheet(
        "questions",
        "Every question that was asked, with the first answer to it.",
        {
            "question": "the question's id",
            "skill": "the skill it is about",
            "goal": "what it was asked for: a skill's check, or a hole's practice",
            "purpose": "learn, separate, probe, practise or recheck",
            "item": "the item that made it",
            "kind": "the kind of answer: number, fraction, choice, …",
            "shape": "the item's shape",
            "asked_at": "when it was asked",
            "prompt": "what was asked, as its author wrote it",
            "options": "what there was to choose from",
            "key": "the right answer",
            "mistakes": "the answers that misconceptions would give",
            "given": "the first answer that could be read",
            "verdict": "of that answer: right or not-yet",
            "misconception": "the one it matched",
            "assisted": "whether a hint was open",
            "tries": "how many answers could be read",
            "hints": "how many hints were opened",
            "solution_asked": "whether the steps were asked for",
        },
        _questions,
    ),
    Sheet(
        "answers",
        "Every answer, also those that could not be read.",
        {
            "question": "the question's id",
            "attempt": "1 or 2",
            "given": "what was typed or chosen",
            "read": "how it was read",
            "verdict": "right, not-yet or unreadable",
            "misconception": "the one it matched",
            "assisted": "whether it counts as practice only",
            "focus_seconds": "how long the page was in front, in seconds",
            "at": "when",
        },
        _answers,
    ),
    Sheet(
        "standings",
        "Where they stand on each skill they have met, or that a placement found.",
        {
            "skill": "the skill's id",
            "p_known": "P(known), between 0 and 1",
            "run": "right first answers without help in a row, up to now",
            "placed_at": "when a placement found it known, if no miss took that back",
            "mastered_at": "when it was mastered, if it is",
            "excused": "whether a teacher excused it",
            "last_at": "the last answer",
            "answers": "how many first answers",
            "evidence": "the questions that moved P(known)",
        },
        _standings,
    ),
    Sheet(
        "holes",
        "Skills that answers showed to be missing, the closed ones too.",
        {
            "skill": "the missing skill",
            "status": "suspected, confirmed or closed",
            "source": "the skill whose questions showed it",
            "misconception": "the one that named it",
            "evidence": "the questions whose answers show it",
            "opened_at": "when it was suspected",
            "confirmed_at": "when it was confirmed",
            "closed_at": "when it was closed",
            "outcome": "slip, recovered or excused",
        },
        _holes,
    ),
    Sheet(
        "forms",
        "Forms that were begun, and what they came to.",
        {
            "form": "the form's id",
            "grade": "its grade",
            "number": "the student's how-manieth of this grade",
            "supervised": "whether it began with a supervisor's code",
            "started_at": "when it began",
            "handed_in_at": "when it was handed in",
            "how": "handed in by the student, the end of its time, or the teacher",
            "right": "how many answers were right, once it is handed in",
            "questions": "the ids of its questions, in order",
        },
        _forms,
    ),
    Sheet(
        "excuses",
        "Skills that a teacher excused.",
        {"skill": "the skill's id", "reason": "why", "by": "the teacher's id", "at": "when"},
        _excuses,
    ),
    Sheet(
        "hand_ins",
        "Receipts of notebooks that were handed in.",
        {
            "assignment": "its name",
            "notebook": "the notebook's name",
            "submission": "sha256 of the file as it is kept",
            "size": "in bytes",
            "checks": "how the visible checks stood in it",
            "at": "when",
        },
        _of_kind("handed_in", "assignment", "notebook", "submission", "size", "checks"),
    ),
    Sheet(
        "marks",
        "Marks of graded cells that stand for a skill.",
        {
            "assignment": "its name",
            "notebook": "the notebook's name",
            "cell": "the cell's grade id",
            "skill": "the skill it shows",
            "score": "points reached",
            "max_score": "points there are",
            "submission": "sha256 of the notebook that was graded",
            "at": "when",
        },
        _of_kind("graded", "assignment", "notebook", "cell", "skill", "score", "max_score", "submission"),
    ),
    Sheet(
        "events",
        "The record itself; all other tables come from it.",
        {
            "seq": "the event's number in the class",
            "at": "when",
            "kind": "see the kinds of events",
            "request": "the id the browser gave the request",
            "body": "what happened",
        },
        _events,
    ),
)


def document(known: Known, title: str, at: datetime) -> Row:
    """One student's document: every table by its name, each a list of rows; moments are ISO texts in UTC."""
    tables = {sheet.name: [plain(row) for row in sheet.rows(known)] for sheet in SHEETS[1:]}
    facts = {"id": known.person.id, **next(_students(known))}
    return {"format": "gapless-student/1", "class": title, "exported_at": plain(at), "student": plain(facts), **tables}
