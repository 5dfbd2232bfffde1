"""LocalTutor: an author tries a check in their own kernel, with the nearest course and nothing recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gapless.errors import OperatorError
from gapless.tutor import LocalTutor
from gapless.tutor.history import Clock, Turn, play


@pytest.fixture
def local(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalTutor]:
    monkeypatch.chdir(tiny / "lessons")
    opened = LocalTutor()
    yield opened
    opened.close()


def test_an_author_in_the_lessons_folder_gets_a_question(local: LocalTutor, tiny: Path) -> None:
    assert local.folder == tiny
    question = local.call("next", {"goal": {"skill": "parts"}})["question"]
    told = local.call("answer", {"question_id": question["question_id"], "given": "3//4", "request_id": "r"})
    assert told["verdict"] in ("unreadable", "not-yet")


def test_an_author_is_not_locked_out_of_the_last_lesson(local: LocalTutor) -> None:
    assert local.call("next", {"goal": {"skill": "add-like"}})["state"] == "question"


def test_a_check_can_be_played_to_the_end(local: LocalTutor) -> None:
    clock = Clock(datetime(2026, 11, 24, tzinfo=UTC))
    assert play(local.tutor, "author", [Turn("parts")], clock)[-1]["mastered"]
    assert local.call("home", {})["map"]["skills"][0]["state"] == "mastered"


def test_a_folder_outside_any_course_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"no course.toml here.*gapless new course"):
        LocalTutor(tmp_path)


def test_a_page_has_no_tutor_of_its_own(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAPLESS_PAGE", "1")
    with pytest.raises(OperatorError, match="no tutor of its own"):
        LocalTutor(tiny)
