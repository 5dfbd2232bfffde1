"""A class's data by the command line: written down on request, erased on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Gapless

from gapless.records import Classroom


@pytest.fixture
def full(gapless: Gapless, klass: Path, roster: Path) -> Path:
    """The class with Mia and Ben in it."""
    assert gapless("class", "roster", klass, roster).code == 0
    return klass


def test_an_export_says_where_it_stands(gapless: Gapless, full: Path, tmp_path: Path) -> None:
    done = gapless("class", "export", full, "ben", "--out", tmp_path / "ben")
    assert done.code == 0
    assert f"Exported 1 student to {tmp_path / 'ben'}" in done.out
    assert "ben@example.org" in (tmp_path / "ben" / "students.csv").read_text(encoding="utf-8")


def test_an_export_goes_into_a_dated_folder_here(
    gapless: Gapless, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "Exported 2 students" in gapless("class", "export", full).out
    assert [path.name.startswith("class-5b-export-") for path in Path().iterdir()] == [True]


def test_forgetting_says_what_it_did(gapless: Gapless, full: Path) -> None:
    gapless("class", "backup", full)
    done = gapless("class", "forget", full, "mia", "--yes")
    assert done.code == 0
    (cards,) = full.glob("sign-in-cards-*.html")
    told = done.out.splitlines()
    assert told[0] == "Forgotten: mia. 0 events and everything derived from them are erased."
    assert f"Still named in {cards}: delete it." in told
    assert "1 of them in backups/; delete those you need not keep." in told[-1]
    assert gapless("replay", full).code == 0
    classroom = Classroom.open(full)
    assert [one.id for one in classroom.people.students()] == ["ben"]
    classroom.close()


def test_forgetting_asks_first_and_needs_a_terminal_for_it(gapless: Gapless, full: Path) -> None:
    refused = gapless("class", "forget", full, "mia")
    assert refused.code == 1
    assert "no terminal to ask on" in refused.err
    assert "--yes" in refused.err
    classroom = Classroom.open(full)
    assert classroom.people.get("mia")
    classroom.close()


def test_somebody_unknown_is_not_forgotten(gapless: Gapless, full: Path) -> None:
    refused = gapless("class", "forget", full, "eve", "--yes")
    assert (refused.code, "no student 'eve'" in refused.err) == (1, True)


def test_with_several_teachers_one_has_to_sign(gapless: Gapless, full: Path) -> None:
    classroom = Classroom.open(full)
    classroom.people.set_teacher("Mr Ito", "another long password")
    refused = gapless("class", "forget", full, "mia", "--yes")
    assert (refused.code, "--by NAME" in refused.err) == (1, True)
    unknown = gapless("class", "forget", full, "mia", "--yes", "--by", "Mx Nobody")
    assert (unknown.code, "Name Mr Ito or Ms Rivera." in unknown.err) == (1, True)
    assert gapless("class", "forget", full, "mia", "--yes", "--by", "Mr Ito").code == 0
    assert [one.body["by"] for one in classroom.records.events("mr-ito")] == ["mr-ito"]
    classroom.close()


def test_marks_in_nbgraders_gradebook_go_too(gapless: Gapless, full: Path) -> None:
    from gapless.graders.batches.folder import opened

    with opened(full) as folder, folder.gradebook() as book:
        book.add_assignment("steps")
        for student in ("mia", "ben"):
            book.add_student(student)
            book.add_submission("steps", student)
    done = gapless("class", "forget", full, "mia", "--yes")
    assert "Removed: the marks in nbgrader's gradebook." in done.out
    with opened(full) as folder, folder.gradebook() as book:
        assert [one.id for one in book.students] == ["ben"]
