"""A class from its making to its backup, by the command line alone."""

from __future__ import annotations

import io
import re
import stat
import sys
import tarfile
from pathlib import Path

import pytest
from commands import Gapless

from gapless.records import Classroom

CODE = r"\b{}-[2-9A-Z]{{4}}-[2-9A-Z]{{4}}\b"


def code_of(text: str, student: str) -> str:
    """The code of this student as it was shown."""
    found = re.search(CODE.format(student), text)
    assert found
    return found.group()


def test_a_new_class_shows_the_teachers_password_once(gapless: Gapless, tiny_course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = gapless("class", "new", folder, "--course", tiny_course, "--teacher", "Ms Rivera")
    password = re.search(r"password (\S+)", made.out)
    classroom = Classroom.open(folder)
    assert made.code == 0
    assert classroom.title == "Tiny fractions"
    assert password
    assert classroom.people.verify_teacher("Ms Rivera", password.group(1))
    classroom.close()


def test_a_given_password_is_read_and_never_shown(
    gapless: Gapless, tiny_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"correct horse battery\n")))
    made = gapless("class", "new", tmp_path / "new", "--course", tiny_course, "--password-stdin", "--title", "5b")
    classroom = Classroom.open(tmp_path / "new")
    assert classroom.people.verify_teacher("Teacher", "correct horse battery")
    assert "correct horse" not in made.out + made.err
    assert classroom.title == "5b"
    classroom.close()


def test_a_roster_gives_each_new_student_a_card(gapless: Gapless, klass: Path, roster: Path) -> None:
    taken = gapless("class", "roster", klass, roster, "--address", "http://10.0.0.5:8866")
    (page,) = klass.glob("sign-in-cards-*.html")
    html = page.read_text(encoding="utf-8")
    classroom = Classroom.open(klass)
    for student, name in [("mia", "Mia [Lu]"), ("ben", "Ben Ox")]:
        code = code_of(taken.out, student)
        person = classroom.people.verify(code)
        assert person is not None
        assert person.name == name
        assert name in taken.out
        assert code in html
    classroom.close()
    assert html.count("http://10.0.0.5:8866") == 2
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "http" not in html.replace("http://10.0.0.5:8866", "")


def test_names_are_text_on_the_printed_cards(gapless: Gapless, klass: Path, tmp_path: Path) -> None:
    csv = tmp_path / "odd.csv"
    csv.write_text("id,name\nx,<b>{title}</b>\n", encoding="utf-8")
    gapless("class", "roster", klass, csv)
    (page,) = klass.glob("sign-in-cards-*.html")
    assert "<h2>&lt;b&gt;{title}&lt;/b&gt;</h2>" in page.read_text(encoding="utf-8")


def test_known_students_keep_their_code(gapless: Gapless, klass: Path, roster: Path) -> None:
    first = gapless("class", "roster", klass, roster)
    again = gapless("class", "roster", klass, roster)
    classroom = Classroom.open(klass)
    assert again.out == "0 new of 2 students in “Tiny fractions”.\n"
    assert classroom.people.verify(code_of(first.out, "mia"))
    classroom.close()


def test_a_reset_code_replaces_the_old_one(gapless: Gapless, klass: Path, roster: Path) -> None:
    old = code_of(gapless("class", "roster", klass, roster).out, "mia")
    new = code_of(gapless("class", "code", klass, "mia", "--reset").out, "mia")
    classroom = Classroom.open(klass)
    assert classroom.people.verify(old) is None
    assert classroom.people.verify(new)
    classroom.close()


def test_a_backup_is_a_class_again(gapless: Gapless, klass: Path, roster: Path, tmp_path: Path) -> None:
    gapless("class", "roster", klass, roster)
    written = gapless("class", "backup", klass, "--to", tmp_path / "safe")
    archive = Path(written.out.removeprefix("Backed up to ").strip())
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "restored", filter="data")
    classroom = Classroom.open(tmp_path / "restored")
    assert [one.id for one in classroom.people.students()] == ["ben", "mia"]
    classroom.close()


def test_replay_of_a_quiet_class_finds_nothing(gapless: Gapless, klass: Path) -> None:
    ended = gapless("replay", klass)
    assert ended.code == 0
    assert ended.out == "Every derived row agrees with the events.\n"
