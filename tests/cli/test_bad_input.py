"""Bad input to each command: a sentence with place and remedy, exit 1, no traceback, nothing half done."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Gapless, Ran

from gapless.records import Classroom


def refused(ended: Ran, *words: str) -> None:
    """It ended with 1, and what it said holds all these words and no traceback."""
    assert ended.code == 1, ended
    assert not [word for word in words if word not in ended.err], ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words",
    [("serve",), ("replay",), ("class", "backup"), ("class", "roster"), ("class", "code")],
    ids=" ".join,
)
def test_a_missing_class_folder(gapless: Gapless, tmp_path: Path, words: tuple[str, ...]) -> None:
    more = {"roster": ["students.csv"], "code": ["mia", "--reset"]}.get(words[-1], [])
    refused(gapless(*words, tmp_path / "none", *more), str(tmp_path / "none"), "gapless class new")


@pytest.mark.parametrize("words", [("check",), ("class", "new", "somewhere", "--course")], ids=" ".join)
def test_a_missing_course(gapless: Gapless, tmp_path: Path, words: tuple[str, ...]) -> None:
    refused(gapless(*words, tmp_path / "none"), "course.toml", str(tmp_path / "none"))


@pytest.mark.parametrize("words", [("check",), ("class", "new", "somewhere", "--course")], ids=" ".join)
def test_a_broken_course_file(gapless: Gapless, tiny_course: Path, words: tuple[str, ...]) -> None:
    (tiny_course / "course.toml").write_text('title = "Half', encoding="utf-8")
    refused(gapless(*words, tiny_course), "course.toml", "This is not TOML")


def test_a_class_over_a_broken_course_is_not_made(gapless: Gapless, tiny_course: Path, tmp_path: Path) -> None:
    (tiny_course / "course.toml").write_text('titel = "Tiny"', encoding="utf-8")
    refused(gapless("class", "new", tmp_path / "new", "--title", "5b", "--course", tiny_course), "titel", "title")
    assert not (tmp_path / "new").exists()


def test_a_class_folder_that_is_not_empty(gapless: Gapless, tiny_course: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("kept", encoding="utf-8")
    refused(gapless("class", "new", tmp_path / "letters", "--course", tiny_course), str(tmp_path / "letters"))
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "kept"


def test_a_password_that_is_too_short(
    gapless: Gapless, tiny_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc\n")))
    refused(gapless("class", "new", tmp_path / "new", "--course", tiny_course, "--password-stdin"), "password")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [("serve",), ("replay",), ("class", "backup")], ids=" ".join)
def test_a_broken_class_file(gapless: Gapless, klass: Path, words: tuple[str, ...]) -> None:
    (klass / "class.toml").write_text("course = ", encoding="utf-8")
    refused(gapless(*words, klass), str(klass / "class.toml"), "This is not TOML")


@pytest.mark.parametrize("words", [("serve",), ("replay",), ("class", "backup")], ids=" ".join)
def test_records_of_a_newer_gapless(gapless: Gapless, klass: Path, words: tuple[str, ...]) -> None:
    with sqlite3.connect(klass / "records.sqlite") as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    refused(gapless(*words, klass), "newer gapless", "Update gapless")


@pytest.mark.parametrize("words", [("serve",), ("replay",), ("class", "backup")], ids=" ".join)
def test_records_that_are_no_database(gapless: Gapless, klass: Path, words: tuple[str, ...]) -> None:
    for path in klass.glob("records.sqlite*"):
        path.unlink()
    (klass / "records.sqlite").write_text("Dear diary, " * 500, encoding="utf-8")
    refused(gapless(*words, klass), "records.sqlite")
    assert (klass / "records.sqlite").read_text(encoding="utf-8").startswith("Dear diary")


ROSTERS = {
    "missing": (None, ["can't be read", "students.csv"]),
    "empty": ("", ["first line", "id,name"]),
    "no header": ("mia,Mia\n", ["first line", "id,name"]),
    "bad lines": ("id,name\nmia,\n,Ben\nmia two,Mia\n", ["Nothing was imported", "line 2", "line 3", "line 4"]),
    "twice": ("id,name\nmia,Mia\nmia,Mia Two\n", ["Nothing was imported", "line 3"]),
    "not text": (b"id,name\nm\xefa,M\xefa\n", ["UTF-8"]),
}


@pytest.mark.parametrize("name", ROSTERS)
def test_a_bad_roster_imports_nobody(gapless: Gapless, klass: Path, tmp_path: Path, name: str) -> None:
    content, words = ROSTERS[name]
    path = tmp_path / "students.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused(gapless("class", "roster", klass, path), *words)
    classroom = Classroom.open(klass)
    assert classroom.people.students() == []
    classroom.close()


def test_a_code_for_nobody(gapless: Gapless, klass: Path, roster: Path) -> None:
    gapless("class", "roster", klass, roster)
    refused(gapless("class", "code", klass, "mai", "--reset"), "'mai'", "Did you mean mia?")


def test_a_code_can_only_be_renewed(gapless: Gapless, klass: Path, roster: Path) -> None:
    gapless("class", "roster", klass, roster)
    refused(gapless("class", "code", klass, "mia"), "can't be shown again", "--reset")


def test_a_code_is_not_shown_for_nobody(gapless: Gapless, klass: Path) -> None:
    refused(gapless("class", "code", klass, "nobody"), "nobody")


def test_a_backup_into_a_file(gapless: Gapless, klass: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    refused(gapless("class", "backup", klass, "--to", tmp_path / "file"), str(tmp_path / "file"))


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of 127.0.0.1 somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        yield listener.getsockname()[1]


def test_a_taken_port(gapless: Gapless, klass: Path, taken: int) -> None:
    refused(gapless("serve", klass, "--port", taken), f"Port {taken} is taken", f"--port {taken + 1}")


def test_a_taken_port_named_for_the_demo(gapless: Gapless, tmp_path: Path, taken: int) -> None:
    ended = gapless("demo", "--port", taken, "--class", tmp_path / "demo")
    refused(ended, f"Port {taken} is taken")
    assert not (tmp_path / "demo").exists()


def test_a_host_nobody_knows(gapless: Gapless, klass: Path) -> None:
    refused(gapless("serve", klass, "--host", "no such host"), "no such host", "--host")


def test_a_demo_never_touches_what_is_no_demo(gapless: Gapless, klass: Path) -> None:
    before = sorted(path.name for path in klass.iterdir())
    refused(gapless("demo", "--fresh", "--class", klass), str(klass), "--class")
    assert sorted(path.name for path in klass.iterdir()) == before


def test_a_demo_whose_links_are_lost(gapless: Gapless, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "demo.json").write_text("{", encoding="utf-8")
    refused(gapless("demo", "--class", tmp_path / "demo"), "demo.json", "--fresh")
