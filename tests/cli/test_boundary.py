"""Whatever a command raises ends as one sentence and an exit code."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest
from commands import Gapless

from gapless.errors import AuthorError, CourseFaults, OperatorError
from gapless.records import Classroom

CASES = [
    (
        OperatorError("The key course is missing.", "class.toml", "Add it."),
        1,
        "The key course is missing (class.toml). Add it.",
    ),
    (
        AuthorError("There is no answer.", "Return one.", "a.ipynb", 3),
        1,
        "a.ipynb, cell 3: There is no answer. Return one.",
    ),
    (OSError(errno.ENOSPC, "No space left on device", "records.sqlite"), 1, "The disk is full"),
    (PermissionError(errno.EACCES, "Permission denied", "secret"), 1, "There is no permission to use this file"),
    (KeyboardInterrupt(), 130, "Stopped."),
]


def raising(error: BaseException) -> object:
    """An `open` that ends in this error."""

    def fail(*_: object) -> Classroom:
        raise error

    return staticmethod(fail)


@pytest.mark.parametrize(("error", "code", "words"), CASES, ids=lambda case: type(case).__name__)
def test_it_is_told_in_a_sentence(
    gapless: Gapless, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    monkeypatch.setattr(Classroom, "open", raising(error))
    ended = gapless("replay", "anywhere")
    assert ended.code == code
    assert words in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_all_faults_of_a_course_are_told_a_line_each(gapless: Gapless, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = CourseFaults([AuthorError("One.", "Mend it.", "a"), AuthorError("Two.", "Mend it.", "b")])
    monkeypatch.setattr(Classroom, "open", raising(faults))
    assert gapless("replay", "anywhere").err == "a: One. Mend it.\nb: Two. Mend it.\n"


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), OSError(errno.EIO, "Input/output error")])
def test_a_fault_of_gapless_itself_goes_to_a_log_and_is_told_in_a_sentence(
    gapless: Gapless, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    monkeypatch.setattr(Classroom, "open", raising(error))
    ended = gapless("replay", "anywhere")
    (log,) = (tmp_path / "state").rglob("*.log")
    assert ended.code == 70
    assert str(log) in ended.err
    assert "Traceback" not in ended.err
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "called as: replay anywhere" in log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sevre"], "There is no command 'sevre'. Did you mean 'serve'?"),
        (["class", "rooster"], "Did you mean 'roster'?"),
        (["serve"], "Missing argument 'DIR'."),
        (["serve", "here", "--port", "0"], "0 is not in the range 1<=x<=65535"),
        (["serve", "here", "--port", "http"], "'http' is not a valid integer"),
        (["class", "new", "here"], "Missing option '--course'."),
        (["check", "here", "--seeds", "0"], "0 is not in the range x>=1"),
        (["replay", "here", "--quick"], "No such option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_call_it_does_not_know_ends_with_2(gapless: Gapless, arguments: list[str], words: str) -> None:
    ended = gapless(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert "--help` shows how it is called" in ended.err
    assert len(ended.err.splitlines()) == 1
