"""The bank by content: what is shown, what waits, what was decided of exactly which content, and a replay of it all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from llm_server import LlmServer
from workshop import COURSE, SKILL, WRONG, Class, Writer

from gapless.authoring import ItemBank, load_course
from gapless.errors import OperatorError
from gapless.practice.bank import Stored
from gapless.practice.judge import CourseJudge
from gapless.practice.money import Target
from gapless.practice.replay import replay_answers, replay_bank
from gapless.practice.verify import Report, Verdict
from gapless.records import People

TARGET = Target(SKILL, WRONG)


@pytest.fixture(scope="module")
def items() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


@pytest.fixture
def room(items: ItemBank, tmp_path: Path) -> Iterator[Class]:
    made = Class(load_course(COURSE), items, tmp_path)
    yield made
    made.close()


def banked(room: Class, writer: Writer) -> Stored:
    """A good spec, taken in as the worker would; those that are too like an earlier one are passed over."""
    while True:
        raw = json.dumps(writer.spec(SKILL, WRONG))
        report = room.judge.verify(raw, TARGET, room.bank.known(SKILL))
        if stored := room.bank.take_in(raw, TARGET, report, room.judge, None, "stub"):
            return stored


@pytest.fixture
def plain(room: Class) -> Stored:
    """A spec whose prose is the author's own."""
    return banked(room, Writer())


@pytest.fixture
def told(room: Class) -> Stored:
    """A spec with a hint in a model's words."""
    return banked(room, Writer(lambda _: ["Count the groups first."]))


def shown(room: Class) -> list[str]:
    return [one.hash for one in room.bank.active(SKILL, WRONG)]


def test_the_authors_own_prose_is_shown_and_a_models_waits(room: Class, plain: Stored, told: Stored) -> None:
    assert (plain.tier, told.tier) == (1, 2)
    assert shown(room) == [plain.hash]
    assert [one.hash for one in room.bank.queue()] == [told.hash]


def test_an_approval_is_for_this_content_alone(room: Class, told: Stored) -> None:
    room.bank.rule(told, "approved", "ms-lovelace")
    assert shown(room) == [told.hash]
    edited = json.dumps({**json.loads(told.raw), "hints": ["Look at the groups first."]})
    report = room.judge.verify(edited, TARGET, ())
    other = room.bank.take_in(edited, TARGET, report, room.judge, None, "ms-lovelace")
    assert other is not None
    assert other.hash != told.hash
    assert shown(room) == [told.hash]
    assert [one.hash for one in room.bank.queue()] == [other.hash]


def test_content_that_was_changed_behind_the_record_is_not_shown(room: Class, plain: Stored) -> None:
    with room.records.engine.begin() as connection:
        connection.exec_driver_sql("drop trigger practice_spec_no_update")
        changed = plain.raw.replace("?", "!").replace(".", "!")
        connection.exec_driver_sql("update practice_spec set raw = ?", (changed,))
    assert shown(room) == []


def test_the_first_report_takes_a_spec_out_of_sight_until_a_teacher_looked(room: Class, plain: Stored) -> None:
    assert room.bank.report(plain.hash, "this looks odd") is True
    assert shown(room) == []
    assert [(one.hash, one.state, one.by) for one in room.bank.queue()] == [(plain.hash, "quarantined", "report")]
    assert room.bank.report(plain.hash) is False
    room.bank.rule(plain, "approved", "ms-lovelace")
    assert shown(room) == [plain.hash]
    room.bank.rule(plain, "rejected", "ms-lovelace", "odd indeed")
    assert (shown(room), room.bank.queue()) == ([], [])
    assert room.count("practice_ruling") == 3


def test_a_report_on_what_is_not_there_does_nothing(room: Class) -> None:
    assert room.bank.report("f" * 64) is False


def test_a_rejected_spec_is_not_taken_in_again_nor_one_like_it(room: Class, plain: Stored) -> None:
    room.bank.rule(plain, "rejected", "ms-lovelace", "no")
    report = room.judge.verify(plain.raw, TARGET, room.bank.known(SKILL))
    assert report.accepted is False
    assert [one.check for one in report.verdicts if not one.ok] == ["fresh"]


def test_the_same_content_is_banked_once(room: Class, plain: Stored) -> None:
    again = room.bank.take_in(plain.raw, TARGET, room.judge.verify(plain.raw, TARGET, ()), room.judge, None, "other")
    assert again is None
    assert [one.source for one in room.bank.specs()] == ["stub"]


def test_a_spec_is_found_by_the_beginning_of_its_hash(room: Class, plain: Stored) -> None:
    assert room.bank.find(plain.hash[:8]) == plain
    for prefix in ("", "%", plain.hash[:8] + "zz"):
        with pytest.raises(OperatorError, match="no such spec"):
            room.bank.find(prefix)


def test_a_replay_finds_the_whole_bank_as_it_was_byte_for_byte(room: Class) -> None:
    room.miss()
    with LlmServer("good", Writer(lambda n: [] if n % 2 else ["Count the groups first."])) as server:
        room.work(server.url, wanted=6, tries=20)
    again = replay_bank(room.records, room.judge)
    assert len(again) >= 6
    assert {(one.same, one.holds, one.newer) for one in again} == {(True, True, False)}
    answers = replay_answers(room.records)
    assert len(answers) == len(server.heard)
    assert all(one.same for one in answers)


def test_a_teachers_edit_is_verified_approved_and_replaces_what_it_was_made_of(room: Class, told: Stored) -> None:
    better = json.dumps({**json.loads(told.raw), "hints": ["Look at the groups first."]})
    report, edited = room.bank.edit(told, better, room.judge, "ms-lovelace")
    assert edited is not None
    assert (report.accepted, edited.edit_of, shown(room)) == (True, told.hash, [edited.hash])
    assert room.bank.find(told.hash).state == "rejected"
    assert [one.same for one in replay_bank(room.records, room.judge)] == [True, True]


def test_an_edit_that_does_not_hold_changes_nothing(room: Class, plain: Stored) -> None:
    worse = json.dumps({**json.loads(plain.raw), "formula": "1"})
    report, edited = room.bank.edit(plain, worse, room.judge, "ms-lovelace")
    assert (report.accepted, edited, shown(room)) == (False, None, [plain.hash])


@dataclass
class Stricter(CourseJudge):
    """A verifier of another day that accepts nothing any more."""

    inner: CourseJudge

    def __post_init__(self) -> None:
        self.verifier, self.course = "another", self.inner.course

    def verify(self, raw: str, target: Target, known: object) -> Report:
        report = self.inner.verify(raw, target, ())
        return replace(report, accepted=False, tier=0, verdicts=(Verdict("oracle", False, "it differs"),))


def test_what_does_not_hold_any_more_is_quarantined_by_a_replay(room: Class, plain: Stored) -> None:
    (found,) = replay_bank(room.records, Stricter(room.judge))
    assert (found.same, found.holds, found.newer, found.what) == (False, False, True, "oracle: it differs")
    (waiting,) = room.bank.queue()
    assert (waiting.hash, waiting.state, waiting.by) == (plain.hash, "quarantined", "replay")


def test_who_reported_is_kept_nowhere(room: Class, plain: Stored) -> None:
    before = {one.id for one in People(room.records).students()}
    room.bank.report(plain.hash)
    with room.records.engine.connect() as connection:
        rows = connection.exec_driver_sql("select * from practice_ruling").all()
    assert before == {"mia", "ben"}
    assert [word for word in ("mia", "ben") if word in str(rows)] == []
