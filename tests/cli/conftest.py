"""Commands run through the boundary, as a terminal would run them."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Gapless, Ran

from gapless.cli.boundary import run


@pytest.fixture
def gapless(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Gapless:
    """Run a command line; logs and user data go below this test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def call(*arguments: object) -> Ran:
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture
def klass(gapless: Gapless, tiny_course: Path, tmp_path: Path) -> Path:
    """A class over the tiny course, with nobody in it."""
    folder = tmp_path / "class-5b"
    made = gapless("class", "new", folder, "--course", tiny_course, "--teacher", "Ms Rivera")
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Two students, one with an email."""
    path = tmp_path / "students.csv"
    path.write_text("id,name,email\nmia,Mia [Lu],\nben,Ben Ox,ben@example.org\n", encoding="utf-8")
    return path
