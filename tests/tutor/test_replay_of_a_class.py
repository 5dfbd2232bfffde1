"""A simulated class of thirty is placed and learns: what the records then tell is what the tutor knew, bit for bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from gapless.authoring import ItemBank, load_course
from gapless.mastery import Course, StudentState
from gapless.mastery.events import Draft
from gapless.records import Records
from gapless.records.folded import Folded, fold
from gapless.records.replay import replay
from gapless.tutor.rehearsal import Part, Stock
from gapless.tutor.rehearsal.cast import MINDS
from gapless.tutor.rehearsal.seat import Seat

STEPS = Path(__file__).parents[2] / "courses" / "python-steps"
KINDS = ("learner", "forgetter", "slipper", "guesser", "hint-milker")


class Witness(Records):
    """Records that remember what the tutor was told of each student last."""

    def append(self, drafts: Sequence[Draft], before: Folded) -> Folded:
        after = super().append(drafts, before)
        STATES[drafts[0].student] = after.state
        return after


STATES: dict[str, StudentState] = {}


@pytest.fixture(scope="module")
def stock() -> Iterator[Stock]:
    with ItemBank(STEPS, deadline=10) as bank:
        yield Stock(bank)


def seat(part: Part, course: Course, stock: Stock, records: Records) -> Seat:
    name = f"{part.kind}-{part.number}"
    return Seat(course, stock, MINDS[part.kind](part, course, Random(name)), name, journal=records, student=name)


def work(seat: Seat, questions: int) -> None:
    """The placement, then this many questions on what Home says."""
    while (move := seat.call("place"))["state"] == "question":
        seat.answer(move["question"])
    for _ in range(questions):
        card = seat.call("home")["next"]
        kind = "hole" if card["href"].startswith("/practice") else "skill"
        question = seat.follow(kind, card["skill"])
        if question is not None:
            seat.answer(question)


def test_every_state_of_a_class_is_replayed_bit_for_bit(stock: Stock, tmp_path: Path) -> None:
    course, place = load_course(STEPS), tmp_path / "records.sqlite"
    parts = [Part(kind, number) for kind in KINDS for number in range(6)]
    records = Witness(Records.open(place).engine)
    with records.engine.begin() as connection:  # without codes, for hashing thirty takes seconds
        for part in parts:
            row = f"'{part.kind}-{part.number}', '', 'student', ''"
            connection.exec_driver_sql(f"insert into person (id, name, role, created_at) values ({row})")
    for part in parts:
        work(seat(part, course, stock, records), 6)
    records.close()

    again = Records.open(place)
    told = {student: fold(again.events(student)).state for student in STATES}
    assert len(told) == 30
    assert all(state.placement is not None and not state.placement.running for state in told.values())
    assert told == STATES
    assert hexes(told) == hexes(STATES)
    assert replay(again) == []
    again.close()


def hexes(states: dict[str, StudentState]) -> dict[tuple[str, str], str]:
    """Every P(known), to the last bit."""
    return {
        (student, skill): standing.p_known.hex()
        for student, state in states.items()
        for skill, standing in state.standings.items()
    }
