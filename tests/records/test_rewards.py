"""The reward ledger in the database: earned once, decided in order, never changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gapless.mastery.rewards import Policy, verify
from gapless.records import Records
from gapless.records.rewards import Rewards

SECRET = b"the class's own"
MONTH = datetime(2026, 9, 1, tzinfo=UTC)
NOW = MONTH + timedelta(days=3)
PROMISE = Policy(True, "cents", {"perfect-form": 100, "hole-closed": 5}, cap=150)


@pytest.fixture
def rewards(records: Records) -> Rewards:
    return Rewards(records.engine, SECRET)


def earn(rewards: Rewards, key: str, student: str = "mia"):
    return rewards.earn(student, "perfect-form", key, "20 of 20 on grade 4", NOW, MONTH)


def test_nothing_is_earned_before_a_teacher_promises_something(rewards: Rewards):
    assert earn(rewards, "form 1") is None
    assert rewards.entries() == []


def test_what_was_earned_stands_once_however_often_it_is_told(rewards: Rewards):
    rewards.promise(PROMISE, "ada", NOW)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: earn(rewards, "form 1"), range(8)))
    assert sum(entry is not None for entry in made) == 1
    assert [(claim.key, claim.amount, claim.unit) for claim in rewards.account("mia").claims] == [
        ("form 1", 100, "cents")
    ]


def test_the_cap_holds_for_the_month(rewards: Rewards):
    rewards.promise(PROMISE, "ada", NOW)
    amounts = [entry.body["amount"] if (entry := earn(rewards, f"form {number}")) else 0 for number in range(3)]
    assert amounts == [100, 50, 0]
    later = rewards.earn("mia", "perfect-form", "form 9", "", NOW + timedelta(days=30), MONTH + timedelta(days=30))
    assert later is not None and later.body["amount"] == 100


def test_a_teacher_approves_then_pays_and_the_order_can_not_be_turned(rewards: Rewards):
    rewards.promise(PROMISE, "ada", NOW)
    earn(rewards, "form 1")
    assert rewards.decide("paid", "mia", "form 1", "ada", NOW) is None
    assert rewards.decide("approved", "ben", "form 1", "ada", NOW) is None
    assert rewards.decide("approved", "mia", "form 1", "ada", NOW)
    assert rewards.decide("paid", "mia", "form 1", "ada", NOW)
    assert rewards.decide("declined", "mia", "form 1", "ada", NOW) is None
    claim = rewards.account("mia").claims[0]
    assert (claim.status, claim.by) == ("paid", "ada")


def test_the_ledger_names_no_student(rewards: Rewards):
    rewards.promise(PROMISE, "ada", NOW)
    entry = earn(rewards, "form 1", student="mia-from-the-corner-house")
    assert entry is not None
    assert "mia-from-the-corner-house" not in str(entry)


@pytest.mark.parametrize("statement", ["update reward set by = 'eve'", "delete from reward"])
def test_the_database_refuses_to_change_it(records: Records, rewards: Rewards, statement: str):
    rewards.promise(PROMISE, "ada", NOW)
    with pytest.raises(IntegrityError, match="never changed"), records.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_who_goes_around_the_triggers_is_found_out(records: Records, rewards: Rewards):
    rewards.promise(PROMISE, "ada", NOW)
    earn(rewards, "form 1")
    assert verify(SECRET, rewards.entries()) == ()
    with records.engine.begin() as connection:
        connection.exec_driver_sql("drop trigger reward_no_update")
        connection.execute(sa.text("update reward set body = replace(body, '100', '900') where number = 2"))
    assert [(fault.number, fault.what) for fault in verify(SECRET, rewards.entries())] == [
        (2, "it does not say what it said when it was sealed")
    ]
