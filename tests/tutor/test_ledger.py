"""Rewards through the tutor: off without a word, each thing earned once, and every step signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sitting import FRACTIONS, sat, school_over, tutor_of

from gapless.authoring import ItemBank
from gapless.errors import Closed, NotFound, Unusable
from gapless.mastery.rewards import Policy
from gapless.records.rewards import Rewards
from gapless.tutor.history import Turn, play

SECRET = b"a secret of this class alone"
PROMISE = {
    "on": True,
    "unit": "cents",
    "amounts": {"perfect-form": 100, "hole-closed": 20, "review-kept": 10},
    "cap": 500,
    "full": 10,
    "fade": 0.5,
}


@pytest.fixture(scope="module")
def fractions() -> Iterator[ItemBank]:
    with ItemBank(FRACTIONS, deadline=10) as bank:
        yield bank


@pytest.fixture
def school(room, fractions: ItemBank):
    return school_over(room, fractions, rewards=Rewards(room.records.engine, SECRET))


def teacher(school, verb: str, **body: Any) -> dict[str, Any]:
    return school.tutor.teacher_call(verb, {"request_id": f"t-{next(school.requests)}", **body}, "ms-rivera")


def recover(school) -> None:
    """Open a hole under an answer, and close it by practice and the question it came from."""
    player = school.player()
    while (move := player.next("name-fractions"))["state"] == "question":
        shows = "part-to-part" in player.snapshot(move["question"])["mistakes"]
        told = school.answer(move["question"], "part-to-part" if shows else "right")
        if told["action"] == "again":
            player.close(move["question"], f"shown-{next(school.requests)}")
    assert move["state"] == "detour"
    play(school.tutor, "mia", [Turn("hole:equal-parts")], school.clock)


def test_while_nothing_is_promised_no_word_of_rewards_is_said(school) -> None:
    said = [sat(school), school.call("forms"), school.call("home")]
    assert not any(word in json.dumps(said).lower() for word in ("reward", "cents", "points", "earned:"))
    assert said[1]["ledger"] is False
    with pytest.raises(NotFound):
        school.call("ledger")
    told = teacher(school, "rewards")
    assert (told["policy"]["on"], told["claims"], told["entries"]) == (False, [], 0)


def test_nothing_from_before_the_promise_is_paid_for(school) -> None:
    sat(school)
    school.clock.now += timedelta(minutes=1)
    teacher(school, "reward_promise", policy=PROMISE)
    assert teacher(school, "rewards")["claims"] == []
    assert school.call("ledger")["words"] == "Nothing is earned yet."


def test_a_form_at_100_goes_from_earned_to_given_each_step_signed(school) -> None:
    teacher(school, "reward_promise", policy=PROMISE)
    result = sat(school)
    assert result["earned"] == "Earned: 100 cents. Your teacher looks at it next."
    mine = school.call("ledger")
    assert [(one["words"], one["status_words"]) for one in mine["claims"]] == [
        ("100 % on Grade 2, form 1", "waits for your teacher")
    ]
    assert mine["promises"][0] == "100 cents for 100 % on a form"
    claim = teacher(school, "rewards")["claims"][0]
    decide = {"student": "mia", "claim": claim["key"]}
    with pytest.raises(Closed):
        teacher(school, "reward_decide", **decide, act="paid")
    teacher(school, "reward_decide", **decide, act="approved")
    told = teacher(school, "reward_decide", **decide, act="paid")
    assert (told["claims"][0]["status"], told["claims"][0]["by"], told["claims"][0]["can"]) == ("paid", "ms-rivera", [])
    assert (told["entries"], told["faults"]) == (4, [])
    assert school.call("ledger")["claims"][0]["status_words"] == "given"


def test_declining_takes_a_reason_that_the_student_reads(school) -> None:
    teacher(school, "reward_promise", policy=PROMISE)
    sat(school)
    claim = teacher(school, "rewards")["claims"][0]
    decide = {"student": "mia", "claim": claim["key"], "act": "declined"}
    with pytest.raises(Unusable):
        teacher(school, "reward_decide", **decide, reason=" ")
    teacher(school, "reward_decide", **decide, reason="We talk about it on Monday.")
    assert school.call("ledger")["claims"][0]["status_words"] == "not given: We talk about it on Monday."


def test_closed_holes_and_kept_skills_are_earned_once_whatever_is_interrupted(school) -> None:
    teacher(school, "reward_promise", policy=PROMISE)
    recover(school)
    school.clock.now += timedelta(days=8)
    play(school.tutor, "mia", [Turn("review:mixed", "right", 1)], school.clock)
    reasons = sorted(one["reason"] for one in teacher(school, "rewards")["claims"])
    assert reasons == ["hole-closed", "review-kept"]
    before = teacher(school, "rewards")["entries"]
    for _ in range(2):
        school.tutor = tutor_of(school, rewards=Rewards(school.records.engine, SECRET))
        school.call("ledger")
        assert teacher(school, "rewards")["entries"] == before


def test_a_crash_between_record_and_ledger_is_made_up_for_at_the_next_look(school) -> None:
    teacher(school, "reward_promise", policy=PROMISE)
    ledger, school.tutor = school.tutor, tutor_of(school)
    sat(school)
    school.tutor = ledger
    assert [one["amount"] for one in school.call("ledger")["claims"]] == [100]
    assert [one["amount"] for one in school.call("ledger")["claims"]] == [100]


def test_an_edited_entry_is_seen_by_the_teacher(school) -> None:
    teacher(school, "reward_promise", policy=PROMISE)
    sat(school)
    with school.records.engine.begin() as connection:
        for (name,) in connection.execute(sa.text("select name from sqlite_master where type = 'trigger'")).all():
            if "reward" in name:
                connection.execute(sa.text(f'drop trigger "{name}"'))
        connection.execute(sa.text("update reward set body = replace(body, '100', '900') where number = 2"))
    faults = teacher(school, "rewards")["faults"]
    assert [fault["number"] for fault in faults] == [2]


@pytest.mark.parametrize(
    "change", [{"unit": ""}, {"fade": 2}, {"amounts": {"homework": 1}}, {"cap": -1}, {"surprise": True}]
)
def test_a_promise_that_makes_no_sense_is_refused_in_words(school, change: dict[str, Any]) -> None:
    with pytest.raises(Unusable, match=r"\w{4}"):
        teacher(school, "reward_promise", policy={**PROMISE, **change})
    assert school.tutor._rewards.policy() == Policy()
