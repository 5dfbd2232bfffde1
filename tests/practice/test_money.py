"""A call is charged whole before it is sent, and no cap is ever passed: not by many at once, a kill, or a lying one."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from asking import BODY, settings_for
from hypothesis import given
from hypothesis import strategies as st
from llm_server import GOOD, MODES, Exchange, LlmServer
from sqlalchemy.exc import IntegrityError

from gapless.practice.costs import Spent, by_account, by_day, by_model, by_target
from gapless.practice.door import Capped, Door
from gapless.practice.money import CallLedger, Purse, Target, believable, most
from gapless.practice.outcome import Outcome, Usage
from gapless.records import Records

URL = "http://127.0.0.1:9/v1"
TARGET = Target("add-like", "adds-across")
WHOLE = most(settings_for(URL), BODY)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.sqlite")
    yield opened
    opened.close()


def micros(records: Records) -> int:
    return sum(one.micros for one in by_target(records))


def reserve(purse: Purse, target: Target = TARGET) -> str:
    """ "" where it could be reserved, else the cap that stood in the way."""
    try:
        purse.reserve(target, BODY)
    except Capped as capped:
        return capped.cap
    return ""


def test_the_most_a_call_can_cost_is_every_byte_a_token_and_the_longest_answer() -> None:
    dear = settings_for(URL, price_in=3.0, price_out=7.0)
    assert most(dear, BODY) == 3 * (len(BODY) + 2 * 64) + 7 * 500


@pytest.mark.parametrize("cap", ["per_call", "per_day", "per_course", "per_target"])
def test_fifty_at_once_never_pass_a_cap(records: Records, cap: str) -> None:
    fits = 0 if cap == "per_call" else 7
    caps = {cap: (fits * WHOLE + WHOLE - 1) / 1e6}
    purse = Purse(records, settings_for(URL, **{"per_call": 1, "per_target": 1, **caps}))
    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(lambda _: reserve(purse), range(50)))
    assert said.count("") == fits
    assert {*said} - {""} == {cap}
    assert micros(records) == fits * WHOLE


def test_two_processes_share_one_purse(records: Records, tmp_path: Path) -> None:
    settings = settings_for(URL, calls_per_day=3)
    other = Records.open(tmp_path / "records.sqlite")
    purses = [Purse(records, settings), Purse(other, settings)]
    assert [reserve(purses[turn % 2]) for turn in range(5)] == ["", "", "", "calls_per_day", "calls_per_day"]
    other.close()


def test_free_calls_are_counted_too(records: Records) -> None:
    purse = Purse(records, settings_for(URL, price_in=0, price_out=0, calls_per_day=2))
    assert [reserve(purse) for _ in range(3)] == ["", "", "calls_per_day"]
    assert micros(records) == 0


def test_a_new_day_of_the_class_begins_at_its_own_midnight(records: Records) -> None:
    hours = iter([22, 23, 23])
    settings = settings_for(URL, calls_per_day=1)
    purse = Purse(records, settings, "Europe/Berlin", lambda: datetime(2026, 11, 24, next(hours), 30, tzinfo=UTC))
    assert [reserve(purse) for _ in range(3)] == ["", "", "calls_per_day"]
    assert [one.what for one in by_day(records)] == [("2026-11-24",), ("2026-11-25",)]


def test_one_target_leaves_another_its_money(records: Records) -> None:
    purse = Purse(records, settings_for(URL, per_target=WHOLE / 1e6))
    said = [reserve(purse), reserve(purse), reserve(purse, Target("parts"))]
    assert said == ["", "per_target", ""]


def settled(records: Records, outcome: Outcome) -> tuple[str, int]:
    purse = Purse(records, settings_for(URL))
    purse.settle(purse.reserve(TARGET, BODY), outcome)
    (account,) = by_account(records)
    return account.what[0], account.micros


HONEST = Usage(60, 120)
LIES = [Usage(-5, 10), Usage(60, -1), Usage(10**12, 5), Usage(60, 10**15), Usage(0, 0), Usage(60, 501)]


def test_an_honest_count_gives_the_rest_back(records: Records) -> None:
    assert settled(records, Outcome("ok", "x" * 400, HONEST)) == ("counted", 180)


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_count_that_can_not_be_true_costs_the_whole(records: Records, lie: Usage) -> None:
    assert settled(records, Outcome("ok", "x" * 400, lie)) == ("doubted", WHOLE)


@pytest.mark.parametrize("kind", ["timeout", "invalid", "toobig", "filtered", "auth"])
def test_without_a_count_it_costs_the_whole(records: Records, kind: str) -> None:
    assert settled(records, Outcome(kind)) == ("untold", WHOLE)  # type: ignore[arg-type]  # from the list above


def test_what_never_left_is_free(records: Records) -> None:
    assert settled(records, Outcome("unavailable", why="no-connection")) == ("unsent", 0)


@given(st.integers(), st.integers(), st.text(max_size=2000))
def test_whatever_a_server_counts_it_is_never_charged_more_than_was_reserved(
    prompt: int, completion: int, text: str
) -> None:
    usage = Usage(prompt, completion)
    charged = usage.prompt + usage.completion if believable(usage, BODY, text) else WHOLE
    assert 0 < charged <= WHOLE


@pytest.mark.parametrize("mode", [name for name in MODES if name.startswith("expensive-")])
def test_fifty_jobs_on_a_lying_server_stay_under_the_cap(records: Records, mode: str) -> None:
    async def all_at_once(url: str) -> list[str]:
        settings = settings_for(url, per_day=9.5 * WHOLE / 1e6, seconds=60)
        purse = Purse(records, settings)
        async with Door(settings) as door:
            jobs = [door.ask(BODY, CallLedger(purse, Target(f"skill-{one}"), "t")) for one in range(50)]
            return [outcome.kind for outcome in await asyncio.gather(*jobs)]

    with LlmServer(mode) as server:
        kinds = asyncio.run(all_at_once(server.url))
        assert len(server.heard) == 9
    assert (kinds.count("ok"), kinds.count("capped")) == (9, 41)
    assert micros(records) == 9 * WHOLE


CALLER = """
import asyncio, sys
sys.path.insert(0, sys.argv[3])
from asking import BODY, settings_for
from gapless.practice.door import Door
from gapless.practice.money import CallLedger, Purse, Target
from gapless.records import Records

settings = settings_for(sys.argv[2], seconds=60)
ledger = CallLedger(Purse(Records.open(sys.argv[1]), settings), Target("add-like"), "t")
asyncio.run(Door(settings).ask(BODY, ledger))
"""


def test_a_call_that_is_killed_on_its_way_stays_charged(records: Records, tmp_path: Path) -> None:
    asked = threading.Event()

    async def hang_and_tell(exchange: Exchange) -> None:
        asked.set()
        await exchange.reader.read()

    with LlmServer(hang_and_tell) as server:
        support = str(Path(__file__).parents[1] / "support")
        command = [sys.executable, "-c", CALLER, str(tmp_path / "records.sqlite"), server.url, support]
        process = subprocess.Popen(command)
        assert asked.wait(30)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert by_account(records) == [Spent(("reserved",), 1, 0, WHOLE)]
    purse = Purse(records, settings_for(URL, per_course=(2 * WHOLE - 1) / 1e6))
    assert reserve(purse) == "per_course"


def test_every_byte_that_was_sent_stands_in_the_audit(records: Records) -> None:
    with LlmServer("good") as server:
        settings = settings_for(server.url)

        async def ask() -> None:
            async with Door(settings, "sk-secret") as door:
                await door.ask(BODY, CallLedger(Purse(records, settings), TARGET, "t"))

        asyncio.run(ask())
        with records.engine.connect() as connection:
            (request,) = connection.execute(sa.text("select request from practice_call")).one()
            reply = connection.execute(sa.text("select kind, status, usage, response from practice_reply")).one()
        assert request == server.heard[0].body
        counted = {"prompt": len(BODY) // 4, "completion": len(json.dumps(GOOD)) // 4}
        assert reply[:3] == ("ok", 200, json.dumps(counted))
        assert by_model(records) == [Spent((settings.endpoint, "stub"), 1, 0, sum(counted.values()))]
    assert b"sk-secret" not in (request + reply[3])


@pytest.mark.parametrize("act", ["update practice_call set model = 'x'", "delete from practice_call"])
def test_the_database_itself_refuses_to_change_the_audit(records: Records, act: str) -> None:
    reserve(Purse(records, settings_for(URL)))
    with pytest.raises(IntegrityError, match="never changed"), records.engine.begin() as connection:
        connection.exec_driver_sql(act)
