"""From a class's events to numbers in force: what counts, what it takes, what it gains, and how it is kept."""

from __future__ import annotations

import json

import pytest
from simulated_class import TRUTH, answered, asked, events

from gapless.mastery import Event, bkt, fold
from gapless.mastery.fit import Fitted, Seen, learn, missing, seen, try_out
from gapless.mastery.fit.store import from_json, to_json

BROKEN = (("format", 2, "format 2"), ("skills", {"parts": [2, 0.1]}, "a probability"), ("names", ["parts"], "shape"))


@pytest.fixture(scope="module")
def rows() -> list[Seen]:
    return [row for number in range(24) for row in seen(events(f"student-{number:02d}", 60))]


@pytest.fixture(scope="module")
def fitted(rows: list[Seen]) -> Fitted:
    return learn(rows)


def test_what_counts_is_what_the_fold_took_as_evidence() -> None:
    mia = events("mia", 30)
    state = fold(mia)
    assert len([*seen(mia)]) == sum(len(one.evidence) for one in state.standings.values())


def test_a_second_try_and_a_hinted_answer_are_no_evidence() -> None:
    bodies = [
        ("asked", asked("one", "parts")),
        ("answered", answered("one", False)),
        ("answered", answered("one", True) | {"attempt": 2, "assisted": True}),
        ("asked", asked("two", "parts")),
        ("hinted", {"question": "two", "index": 0}),
        ("answered", answered("two", True) | {"assisted": True}),
    ]
    first = events("mia", 1)[0]
    told = [Event(seq, "mia", kind, first.at, body) for seq, (kind, body) in enumerate(bodies, start=1)]
    assert [(row.skill, row.right) for row in seen(told)] == [("parts", False)]


def test_each_answer_stands_beside_what_the_tutor_expected_of_it() -> None:
    first, *_ = seen(events("mia", 5))
    assert first.p == pytest.approx(bkt.p_right(bkt.PRIOR, 0.05, 0.1))
    assert (first.item, first.guess, first.slip) == (f"item-{first.skill}@d1", 0.05, 0.1)


def test_too_few_students_and_answers_are_told(rows: list[Seen]) -> None:
    assert missing(rows) == {}
    assert missing(rows[:300]) == {"students": (5, 20), "answers": (300, 1000)}


def test_the_numbers_move_towards_the_truth(fitted: Fitted) -> None:
    for skill, (prior, rate, _, _) in TRUTH.items():
        found = fitted.skills[skill]
        assert abs(found[0] - prior) < abs(bkt.PRIOR - prior) + 0.05
        assert abs(found[1] - rate) < abs(bkt.LEARN - rate) + 0.05
    assert fitted.skills["parts"][0] > fitted.skills["halves"][0]


def test_what_nobody_answered_keeps_its_authors_numbers(fitted: Fitted) -> None:
    edited = fitted.in_force("parts", "item-parts", "another digest", 0.05, 0.1)
    assert edited == {
        "prior": fitted.skills["parts"][0],
        "learn": fitted.skills["parts"][1],
        "guess": 0.05,
        "slip": 0.1,
    }
    assert fitted.in_force("new", "item-new", "d1", 0.25, 0.1) == {
        "prior": bkt.PRIOR,
        "learn": bkt.LEARN,
        "guess": 0.25,
        "slip": 0.1,
    }


def test_students_left_out_are_predicted_better_than_by_the_numbers_in_use(rows: list[Seen]) -> None:
    found = try_out(rows)
    assert found.pays
    assert found.gain > 0.01
    assert found.scorecard.log_loss < found.in_use.log_loss
    assert found.tracing.auc > 0.6


def test_the_chance_adds_up_and_follows_the_last_answers(fitted: Fitted) -> None:
    mia = [*seen(events("mia", 12))]
    good = [row for row in mia if row.skill == "parts"][:1] * 4
    up, down = (fitted.chance([*mia, *(_as(row, right) for row in good)], "parts") for right in (True, False))
    assert up.p > down.p
    assert up.p == pytest.approx(1 / (1 + 2.718281828 ** -(up.start + sum(up.points.values()))))
    assert {subject for subject, _ in up.reasons(0)} == {"last", "here", "others", "skill"}


def test_a_fit_comes_back_from_its_file_as_it_was(fitted: Fitted, rows: list[Seen]) -> None:
    again = from_json(json.loads(json.dumps(to_json(fitted))))
    assert (again.skills, again.items, again.names) == (fitted.skills, fitted.items, fitted.names)
    assert again.chance(rows[:40], "parts").p == pytest.approx(fitted.chance(rows[:40], "parts").p, abs=0.002)


def test_no_student_is_in_the_file(fitted: Fitted) -> None:
    assert "student" not in json.dumps(to_json(fitted))


@pytest.mark.parametrize(("name", "value", "told"), BROKEN)
def test_damage_in_a_file_is_found(fitted: Fitted, name: str, value: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        from_json({**to_json(fitted), name: value})


def _as(row: Seen, right: bool) -> Seen:
    return Seen(row.student, row.skill, row.item, right, row.p, row.guess, row.slip, row.model)
