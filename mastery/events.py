"""Events: everything a student does, one appended record each. All state is a fold over them.

The kinds and what their `body` holds (JSON values only):

asked      question, goal, purpose, hole, skill, item, shape, kind, fingerprint, course, holes, model, snapshot, also,
           tells, could, rates, usual, usual_from, support, example, fit, practises, practised_by, source, spec, drawn
           question: id; goal: {"skill": id} for a lesson's check, {"hole": id} for practice, {"contest": id} for one
           question against a hole, {"review": "mixed"} for a mixed check, {"placement": sitting} inside a placement,
           {"form": id} on a form; purpose: why it was asked (learn, separate, probe, practise, recheck, contest,
           review, placement, form); hole: the hole skill it serves or None; holes: misconception -> the skill it
           names; model: {prior, learn, guess, slip, threshold, typed, choice, shapes}, the numbers in force; snapshot:
           the whole made question (prompt, key, mistakes, options, hints, solution, …), read by the tutor only; also:
           further skills it asks for -> their model; tells: the misconceptions that give different answers here;
           could: all that its item can show; rates: misconception -> share of students who hold it; usual: seconds it
           usually takes, usual_from: where that number comes from; support: what is tried after misses (shape,
           example); example: a worked example shown first, or None; fit: the fit to the class's answers that the
           numbers come from, or None; practises: other skills that answering it practises -> weight, practised_by:
           skills whose questions practise its own -> weight; source: authored, or generated; spec: the hash of what a
           generated one was made of, or None; drawn: whether chance chose between the two
answered   question, given, verdict, misconception, attempt (1 or 2), assisted, focus_seconds, feedback (as returned)
hinted     question, index (0-based)
shown      question, why ("not-learned" before any answer, "after-miss" else), feedback
withdrawn  question, why: a generated question was taken back, since it "looks-odd" to the student, or is "not-shown"
           to anybody any more. It closes, and nothing follows from it
excused    skill, reason, by
parked     skill, prerequisite, questions, model: so many questions did not rise, so this skill waits while the
           prerequisite is practised as a hole
renamed    skill, to: the course names this skill anew, and what is known goes along
placement_started  sitting (its id), seed, skills (those of the course then), prior, rules, course
placed     sitting, known, ready, holes (skills), p: skill -> P(known), certainty: skill -> probability of what was
           found, why: skill -> [[question, change of P(known)], …], questions (how many). A second look repeats it
form_started  form (its id), number (the student's n-th of this grade), grade, questions (their ids, in order), counts:
           skill -> questions, fingerprints (of all questions), chance (that 100 % is likely, as told), supervised,
           ends_at (ISO, or None); each question follows as its own asked event
form_answered  form, question, given ("" for none), focus_seconds: a draft, not judged
form_flagged  form, question, flagged
form_handed_in  form, how (student, time, teacher), ended_at, verdicts: question -> right, not-yet, unreadable, blank;
           each answer follows as its own answered event, each blank one that was left so as shown (why "blank")
form_window  window (its id), opens, closes, code, by: supervised forms may begin until then. It stands with the
           teacher who opened it; closed early by another one that closes at once
handed_in  assignment, notebook, submission (sha256 of the file as kept), size (bytes), checks (how the visible ones
           stood in it): a receipt, and no evidence yet
graded     question (names this mark), assignment, notebook, cell, skill, score, max_score, submission (sha256 of the
           notebook that was graded), handed_in (when its receipt was given, or None), model (as above). The same mark
           with another score is a correction
spent      where (which page), focused, idle (seconds there since the page's last one), ago (seconds since they ended)
forgotten  by, events: somebody's events, so many, were erased on request. It stands with the teacher who signs for it
           and holds nothing of the person
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal[
    "asked",
    "answered",
    "hinted",
    "shown",
    "withdrawn",
    "excused",
    "parked",
    "renamed",
    "placement_started",
    "placed",
    "form_started",
    "form_answered",
    "form_flagged",
    "form_handed_in",
    "form_window",
    "handed_in",
    "graded",
    "spent",
    "forgotten",
]
Purpose = Literal["learn", "separate", "probe", "practise", "recheck", "contest", "review", "placement", "form"]
Verdict = Literal["right", "not-yet", "unreadable"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before the record gave it a number; `request` makes it idempotent per student, where one is due."""

    student: str
    kind: Kind
    at: datetime
    body: Mapping[str, Any]
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A recorded event; `seq` orders all events of a class, `at` is timezone-aware UTC."""

    seq: int
    student: str
    kind: Kind
    at: datetime
    body: Mapping[str, Any]
    request: str | None = None
