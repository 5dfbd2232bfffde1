"""Plays a student through the tutor's own verbs, so that a demo or a test has a history as honest as a real one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from ..errors import GaplessError
from .exchange import exchange
from .protocol import Asked, Feedback
from .service import Tutor

LONGEST = 60
"""How many questions one turn may take at most."""


@dataclass
class Clock:
    """A clock that a player moves: it stands still unless told to go on."""

    now: datetime

    def __call__(self) -> datetime:
        """The present of the play."""
        return self.now

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Turn:
    """One stretch of work on a goal, "skill-id" or "hole:skill-id".

    `how` is "right", "not-learned", "hint" (a hint, then right), "miss" (an answer no mal-rule explains), or a
    misconception's id. `times` limits the questions; without it the turn goes on until no question is left.
    """

    goal: str
    how: str = "right"
    times: int | None = None


class CantPlay(GaplessError):
    """The script asks for what can't happen: the question has no such mal-rule, or no question comes."""


def play(tutor: Tutor, student: str, script: Iterable[Turn], clock: Clock, seconds: float = 40.0) -> list[Feedback]:
    """Play the turns one after the other, `seconds` a question, and return the feedback in order.

    Raises CantPlay where a turn with `times` runs out of questions, or one without never ends.
    """
    numbers = count(1)
    return [told for turn in script for told in _play_turn(Player(tutor, student, clock, seconds), turn, numbers)]


def play_placement(tutor: Tutor, student: str, known: Collection[str], clock: Clock, seconds: float = 40.0) -> int:
    """Play a placement to its end: right where the skill is `known`, never learned elsewhere. How many questions."""
    player, asked = Player(tutor, student, clock, seconds), 0
    while (move := tutor.call(student, "place", {}))["state"] == "question":
        question, asked = move["question"], asked + 1
        how = "right" if question["skill"] in known else "not-learned"
        player.answer(question, how, f"place.{question['question_id']}")
    return asked


@dataclass(frozen=True)
class Player:
    """A student at play: reads the key where a real one would think."""

    tutor: Tutor
    student: str
    clock: Clock
    seconds: float = 40.0

    def next(self, goal: str) -> dict[str, Any]:
        """What comes next for a goal, "skill-id" or "hole:skill-id"."""
        kind, _, id = goal.rpartition(":")
        return self.tutor.call(self.student, "next", {"goal": {kind or "skill": id}})

    def snapshot(self, question: Asked) -> dict[str, Any]:
        """The question as it was made, with key and mistakes."""
        return dict(exchange(self.tutor.journal.about(self.student, question["question_id"])).snapshot)

    def given(self, question: Asked, how: str) -> str:
        """What to answer: the key, a mal-rule's answer, or one that nothing explains. Raises CantPlay."""
        made = self.snapshot(question)
        if how in ("right", "hint"):
            return made["key"]
        if how == "miss":
            return _unexplained(made)
        if how not in made["mistakes"]:
            raise CantPlay(f"{made['item']} has no mal-rule {how!r} with seed {made['seed']}")
        return made["mistakes"][how]

    def answer(self, question: Asked, how: str, request: str) -> Feedback:
        """Answer one question once, in `how`'s way."""
        self.clock.go_on(self.seconds)
        key = {"question_id": question["question_id"], "request_id": request}
        if how == "not-learned":
            return self._call("show", key)
        if how == "hint":
            self._call("hint", {**key, "request_id": f"{request}.hint"})
        return self._call("answer", {**key, "given": self.given(question, how), "focus_seconds": self.seconds})

    def close(self, question: Asked, request: str) -> Feedback:
        """After a miss: ask for the steps."""
        self.clock.go_on(self.seconds / 2)
        return self._call("show", {"question_id": question["question_id"], "request_id": request})

    def _call(self, verb: str, body: dict[str, Any]) -> Any:
        return self.tutor.call(self.student, verb, body)


def _play_turn(player: Player, turn: Turn, numbers: Iterator[int]) -> Iterator[Feedback]:
    for played in range(turn.times or LONGEST):
        move = player.next(turn.goal)
        if move["state"] != "question":
            if turn.times is None and (played or move["state"] == "done"):
                return
            raise CantPlay(f"{turn.goal}: {move['state']} where {turn.how!r} was to be played")
        question = move["question"]
        request = f"play.{question['question_id']}.{next(numbers)}"
        told = player.answer(question, turn.how, request)
        yield told
        if told["action"] == "again":
            player.close(question, f"{request}.show")
    if turn.times is None:
        raise CantPlay(f"{turn.goal}: still not done after {LONGEST} questions")


def _unexplained(made: dict[str, Any]) -> str:
    """An answer that is neither right nor any mal-rule's."""
    explained = {made["key"], *made["mistakes"].values()}
    tries = made["options"] or [str(number) for number in range(7001, 7001 + len(explained) + 1)]
    left = [one for one in tries if one not in explained]
    if not left:
        raise CantPlay(f"every option of {made['item']} is explained")
    return left[0]
