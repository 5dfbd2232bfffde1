"""A class folder: made whole or not at all, opened again, backed up while it serves."""

from __future__ import annotations

import stat
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gapless.errors import OperatorError
from gapless.mastery import Draft
from gapless.records import Classroom, Person
from gapless.records.backup import backup
from gapless.records.engine import writing
from gapless.records.folded import Folded


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    return Classroom.create(
        tmp_path / "class 3b", tmp_path / "course", title='Class "3b"', teacher="Ms Rivera", password="a long password"
    )


def test_a_class_opens_again_as_it_was_made(classroom: Classroom, tmp_path: Path) -> None:
    classroom.close()
    again = Classroom.open(classroom.dir)
    assert (again.title, again.course, again.timezone) == ('Class "3b"', tmp_path / "course", "UTC")
    assert again.people.verify_teacher("Ms Rivera", "a long password") is not None
    assert again.secret == classroom.secret
    assert len(again.secret) == 32


def test_only_its_owner_reads_the_secret(classroom: Classroom) -> None:
    assert stat.S_IMODE((classroom.dir / "secret").stat().st_mode) == 0o600


def test_a_relative_course_starts_from_the_class_folder(classroom: Classroom) -> None:
    (classroom.dir / "class.toml").write_text('course = "../fractions"\ntitle = "3b"\n')
    assert Classroom.open(classroom.dir).course == classroom.dir.parent / "fractions"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-anna.txt").write_text("Dear Anna")
    with pytest.raises(OperatorError, match=r"something here already.*empty folder"):
        Classroom.create(tmp_path / "letters", tmp_path, title="3b", teacher="Ms Rivera", password="a long password")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["to-anna.txt"]


def test_a_class_that_cant_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="password"):
        Classroom.create(tmp_path / "class", tmp_path, title="3b", teacher="Ms Rivera", password="short")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_class_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"no class.toml here.*gapless class new"):
        Classroom.open(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('course = "c"', "key title is missing"),
        ('course = "c"\ntitle = "t"\ntimezoen = "UTC"', "key timezoen is unknown.*Did you mean timezone"),
        ('course = "c"\ntitle = "t"\ntimezone = "Europe/Berlinn"', "'Europe/Berlinn' is unknown.*Write Europe/Berlin"),
        ('course = "c"\ntitle = "t"\nday_minutes = -3', "day_minutes is -3"),
        ('course = "c"\ntitle = "t"\nday_minutes = true', "day_minutes is True"),
        ('course = 7\ntitle = "t"', "course is 7.*quotes"),
        ("course = ", "not TOML"),
    ],
)
def test_settings_that_cant_be_used_name_the_key_and_the_remedy(classroom: Classroom, text: str, words: str) -> None:
    (classroom.dir / "class.toml").write_text(text)
    with pytest.raises(OperatorError, match=words):
        Classroom.open(classroom.dir)


def test_a_backup_unpacked_elsewhere_is_the_same_class(classroom: Classroom, tmp_path: Path) -> None:
    (card,) = classroom.people.add([Person("mia", "Mia")])
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    classroom.records.append([Draft("mia", "excused", noon, {"skill": "parts", "reason": "r", "by": "t"})], Folded())
    archive = backup(classroom)
    with tarfile.open(archive) as tar:
        assert sorted(tar.getnames()) == ["class.toml", "records.sqlite"]
        tar.extractall(tmp_path / "restored", filter="data")
    restored = Classroom.open(tmp_path / "restored")
    assert restored.records.events("mia") == classroom.records.events("mia")
    assert restored.people.verify(card.code) == Person("mia", "Mia")
    assert restored.secret != classroom.secret
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_two_backups_stand_side_by_side(classroom: Classroom, tmp_path: Path) -> None:
    made = {backup(classroom, tmp_path / "safe") for _ in range(2)}
    assert made == set((tmp_path / "safe").iterdir())
    assert len(made) == 2


def test_a_backup_with_nowhere_to_go_is_refused_in_one_sentence(classroom: Classroom, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OperatorError, match="can't be written"):
        backup(classroom, tmp_path / "file")


def test_a_backup_taken_during_an_answer_holds_what_was_committed(classroom: Classroom, tmp_path: Path) -> None:
    classroom.people.add([Person("mia", "Mia")])
    with writing(classroom.records.engine) as connection:
        connection.exec_driver_sql("insert into person (id, name, role, created_at) values ('x', 'X', 'student', '')")
        archive = backup(classroom)
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "restored", filter="data")
    assert [one.id for one in Classroom.open(tmp_path / "restored").people.students()] == ["mia"]
