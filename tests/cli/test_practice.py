"""Practice by the command line: tried, worked on, looked at, decided, told what it cost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Gapless
from llm_server import LlmServer
from workshop import COURSE, SKILL, WRONG, Writer

from gapless.authoring import ItemBank, load_course
from gapless.practice.bank import PracticeBank
from gapless.practice.judge import CourseJudge
from gapless.practice.misses import take_note
from gapless.practice.money import Target
from gapless.records import Classroom
from gapless.records.practice_tables import practice_job


def say(klass: Path, url: str, **more: object) -> None:
    """Write the [practice] table."""
    facts = {"base_url": url, "model": "stub", "price_in": 0.5, "price_out": 2, "retries": 0, "wanted": 1, **more}
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in facts.items())
    path = klass / "class.toml"
    path.write_text(f"{path.read_text().partition('[practice]')[0]}\n[practice]\n{lines}\n")


@pytest.fixture
def klass(gapless: Gapless, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class over the fractions course in which multiplication was missed."""
    monkeypatch.delenv("GAPLESS_PRACTICE_KEY", raising=False)
    folder = tmp_path / "class-5b"
    assert gapless("class", "new", folder, "--course", COURSE, "--teacher", "Ms Rivera").code == 0
    classroom = Classroom.open(folder)
    take_note(classroom.records)
    with classroom.records.engine.begin() as connection:
        connection.execute(practice_job.insert().values(skill=SKILL, misconception=WRONG, misses=3))
    classroom.close()
    return folder


def test_a_class_without_a_model_is_told_what_to_add(gapless: Gapless, klass: Path) -> None:
    assert gapless("practice", "run", klass).err == (
        f"No model is set up to write practice ({klass}/class.toml). "
        "Add a table [practice] with base_url, model, price_in and price_out.\n"
    )


def test_the_endpoint_is_tried_with_everything_real(gapless: Gapless, klass: Path) -> None:
    with LlmServer("no-json-schema", Writer()) as server:
        say(klass, server.url)
        done = gapless("practice", "try", klass, "--skill", SKILL, "--against", WRONG)
        assert (done.code, done.err) == (0, "")
        assert f"For: {SKILL} {WRONG}\nAnswer: ok, requests: 2, " in done.out
        assert "Asked by: json_object, max_tokens\nCost: 0.0" in done.out
        assert "✓ oracle" in done.out
        assert ", shown, verified\n" in done.out
        assert all("authorization" not in heard.headers for heard in server.heard)


def test_trying_an_endpoint_that_refuses_ends_with_one_and_says_why(gapless: Gapless, klass: Path) -> None:
    with LlmServer("no-key") as server:
        say(klass, server.url)
        done = gapless("practice", "try", klass)
    assert done.code == 1
    assert done.err == (
        "The server does not take the key (key-refused). `[practice]` in class.toml names endpoint, model and caps.\n"
    )


def test_a_spec_is_made_looked_at_and_decided(gapless: Gapless, klass: Path) -> None:
    with LlmServer("good", Writer()) as server:
        say(klass, server.url)
        made = gapless("practice", "run", klass, "--once")
    assert (made.code, made.err) == (0, "")
    assert gapless("practice", "queue", klass).out == "Nothing waits for you.\n"
    (line,) = gapless("practice", "queue", klass, "--all").out.splitlines()
    hash, state, target, source = line.split(" · ")
    assert (state, target, source) == ("shown, verified", f"{SKILL} {WRONG}", "stub")
    shown = gapless("practice", "show", klass, hash, "--prompt").out
    assert shown.count("    key ") == 5
    assert f"    {WRONG}: " in shown
    assert '"model":"stub","messages":' in shown
    rejected = gapless("practice", "reject", klass, hash, "Too many large numbers.")
    assert rejected.out == f"Rejected: {shown.splitlines()[0]}\n"
    assert "rejected by ms-rivera: Too many large numbers.\n" in gapless("practice", "show", klass, hash).out
    assert gapless("practice", "approve", klass, hash).code == 0
    assert "shown, approved" in gapless("practice", "queue", klass, "--all").out
    assert gapless("practice", "replay", klass).out == "Answers: 1, specs: 1. All came out the same, byte for byte.\n"


def test_an_edit_is_verified_like_a_models(gapless: Gapless, klass: Path, tmp_path: Path) -> None:
    with LlmServer("good", Writer()) as server:
        say(klass, server.url)
        gapless("practice", "run", klass, "--once")
    hash = gapless("practice", "queue", klass, "--all").out.partition(" ")[0]
    raw = gapless("practice", "show", klass, hash).out.partition("As the model wrote it: ")[2]
    spec, file = json.loads(raw), tmp_path / "edited.json"
    file.write_text(json.dumps({**spec, "formula": "a + a + a"}))
    refused = gapless("practice", "edit", klass, hash, file)
    assert (refused.code, refused.err.startswith("It does not hold: oracle: ")) == (1, True)
    file.write_text(json.dumps({**spec, "kind": "typed", "hints": ["Count the groups first."]}))
    done = gapless("practice", "edit", klass, hash, file)
    assert (done.code, [line.partition(":")[0] for line in done.out.splitlines()]) == (0, ["Approved", "Rejected"])


def test_cost_tells_what_was_spent_on_what(gapless: Gapless, klass: Path) -> None:
    assert gapless("practice", "cost", klass).out == "Nothing was spent.\n"
    with LlmServer("expensive-missing", Writer()) as server:
        say(klass, server.url, tries=1, currency="EUR")
        gapless("practice", "run", klass, "--once")
    told = gapless("practice", "cost", klass).out.splitlines()
    spent = told[0].removeprefix("Spent: ")
    assert spent.endswith(" EUR")
    assert f"  {spent} · requests: 1 · banked: 0 · {SKILL} {WRONG}" in told
    assert f"  {spent} · requests: 1 · the server told no count, charged whole" in told


def test_the_switch_stops_and_starts(gapless: Gapless, klass: Path) -> None:
    with LlmServer("good", Writer()) as server:
        say(klass, server.url)
        assert gapless("practice", "stop", klass, "a report").out.startswith("Stopped.")
        gapless("practice", "run", klass, "--once")
        assert server.heard == []
        refused = gapless("practice", "try", klass)
        assert refused.code == 1
        assert "a report. Undo it with: gapless practice start." in refused.err
        assert gapless("practice", "start", klass).out == "Started.\n"
        assert gapless("practice", "start", klass).out == "It was not stopped.\n"
        gapless("practice", "run", klass, "--once")
        assert len(server.heard) == 1


def test_a_hash_that_names_no_spec_is_refused(gapless: Gapless, klass: Path) -> None:
    done = gapless("practice", "approve", klass, "ffff")
    assert (done.code, done.err) == (
        1,
        "There is no such spec in the bank (ffff). "
        "`gapless practice queue` and `gapless practice show` list the hashes.\n",
    )


def test_a_worker_ends_at_a_signal_and_a_class_has_one(gapless: Gapless, klass: Path) -> None:
    with LlmServer("hang") as server:
        say(klass, server.url, seconds=60)
        command = [sys.executable, "-m", "gapless", "practice", "run", str(klass)]
        first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert first.stdout is not None
        assert first.stdout.readline() == f"Asking stub at 127.0.0.1:{server.port} · Ctrl-C ends it.\n"
        server.wait_for(1)
        second = gapless("practice", "run", klass, "--once")
        assert "A worker is at work for this class already" in second.err
        first.send_signal(signal.SIGTERM)
        _, err = first.communicate(timeout=30)
    assert (first.returncode, err) == (0, "")


def test_the_key_is_in_no_file_of_the_class(gapless: Gapless, klass: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "sk-canary-0123456789"
    monkeypatch.setenv("GAPLESS_PRACTICE_KEY", key)
    with LlmServer(["no-key", "good"], Writer()) as server:
        say(klass, server.url)
        said = [gapless("practice", "try", klass, "--skill", SKILL) for _ in range(2)]
        assert [heard.headers["authorization"] for heard in server.heard] == [f"Bearer {key}"] * 2
    gapless("class", "backup", klass)
    files = [Path(folder) / name for folder, _, names in os.walk(klass) for name in names]
    assert [path for path in files if key.encode() in path.read_bytes()] == []
    assert key not in "".join(one.out + one.err for one in said)


def test_forgetting_and_exporting_meet_no_student_in_practice() -> None:
    tables = [table for name, table in practice_job.metadata.tables.items() if name.startswith("practice_")]
    assert len(tables) == 8
    assert [key for table in tables for key in table.foreign_keys if key.column.table.name == "person"] == []
    assert not any(
        name in column.name for table in tables for column in table.columns for name in ("student", "person")
    )


def test_what_a_model_wrote_can_not_steer_the_terminal(gapless: Gapless, klass: Path) -> None:
    classroom = Classroom.open(klass)
    with ItemBank(COURSE) as items:
        judge = CourseJudge(load_course(COURSE), items)
        bank, raw = PracticeBank(classroom.records), json.dumps(Writer().spec(SKILL, ""))
        target = Target(SKILL)
        stored = bank.take_in(raw, target, judge.verify(raw, target, ()), judge, None, "\x1b]0;owned\x07\u202emodel")
    assert stored is not None
    bank.report(stored.hash, "odd\x1b[2J\nnew line")
    classroom.close()
    out = gapless("practice", "queue", klass).out
    assert out.count("\n") == 1
    assert not {"\x1b", "\x07", "\u202e"} & {*out}
