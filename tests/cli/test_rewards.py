"""`gapless rewards`: promise, earn, approve, pay, and prove."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import Gapless

from gapless.records import Classroom
from gapless.records.rewards import Rewards


@pytest.fixture
def place(gapless: Gapless, klass: Path, roster: Path) -> Path:
    """The class with Mia and Ben in it."""
    assert gapless("class", "roster", klass, roster).code == 0
    return klass


def earn(place: Path) -> None:
    classroom, now = Classroom.open(place), datetime.now(UTC)
    Rewards(classroom.records.engine, classroom.secret).earn("mia", "perfect-form", "form 1", "20 of 20", now, now)
    classroom.close()


def test_from_a_promise_to_payment_and_proof(gapless: Gapless, place: Path):
    assert gapless("rewards", "show", place).out == "Nothing was earned yet.\n"
    promised = gapless("rewards", "promise", place, "--unit", "minutes of reading", "--perfect-form", "30")
    assert promised.out == "Promised: 30 minutes of reading for a perfect-form.\n"
    earn(place)
    assert "Approve before paying." in gapless("rewards", "pay", place, "mia", "form 1").err
    assert gapless("rewards", "approve", place, "mia", "form 1").out == "Approved: form 1 of mia.\n"
    assert gapless("rewards", "pay", place, "mia", "form 1").out == "Paid: form 1 of mia.\n"
    assert "30 minutes of reading for 20 of 20; 'form 1' is paid (ms-rivera" in gapless("rewards", "show", place).out
    proved = gapless("rewards", "verify", place).out
    assert proved.startswith("All 4 entries stand as they were written.\nNewest seal: ")
    seal = proved.split()[-1]
    assert gapless("rewards", "verify", place, "--newest", seal).code == 0


def test_an_edit_behind_its_back_is_named(gapless: Gapless, place: Path):
    gapless("rewards", "promise", place, "--perfect-form", "30")
    earn(place)
    with closing(sqlite3.connect(place / "records.sqlite")) as database, database:
        database.execute("drop trigger reward_no_update")
        database.execute("update reward set body = replace(body, '30', '3000') where number = 2")
    told = gapless("rewards", "verify", place)
    assert told.out == "Entry 2: it does not say what it said when it was sealed.\n"
    assert told.code == 1
    assert told.err.startswith("The reward ledger was changed")


def test_a_promise_nobody_can_keep_is_refused(gapless: Gapless, place: Path):
    told = gapless("rewards", "promise", place, "--perfect-form", "-5")
    assert told.code == 1
    assert told.err.startswith("Amounts are whole numbers from 0 to 1,000,000 (")


def test_the_table_for_a_spreadsheet(gapless: Gapless, place: Path, tmp_path: Path):
    gapless("rewards", "promise", place, "--perfect-form", "30")
    earn(place)
    gapless("rewards", "show", place, "--csv", tmp_path / "rewards.csv")
    header, row, *rest = (tmp_path / "rewards.csv").read_text(encoding="utf-8").splitlines()
    assert header == "student,name,claim,reason,for,amount,unit,status,signed,at"
    assert row.startswith("mia,Mia [Lu],form 1,perfect-form,20 of 20,30,points,earned,gapless,")
    assert rest == []
