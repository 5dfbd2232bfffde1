"""The kernel behind a page: forked and caged where the machine can, and there all the same where it can't."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gapless.errors import OperatorError
from gapless.kernels import cage_holds, provisioner
from gapless.voila_apps.kernels import nobodys_kernel
from gapless.voila_apps.snapshot import run_notebooks


def told(folder: Path, *sources: str) -> list[str]:
    """What a page's kernel in this folder says to each line: the value, or the name of the error."""

    async def ask() -> list[str]:
        async with nobodys_kernel(folder) as manager:
            client: Any = manager.client()
            client.start_channels()
            await client.wait_for_ready(60)
            answers = []
            for source in sources:
                expressions = {"it": source}
                reply = await client.execute_interactive("", silent=True, user_expressions=expressions, timeout=60)
                found = reply["content"]["user_expressions"]["it"]
                answers.append(found["ename"] if found["status"] == "error" else found["data"]["text/plain"])
            client.stop_channels()
            return answers

    return asyncio.run(ask())


@pytest.fixture
def lessons(tmp_path: Path, write_tiny_course: Callable[[Path], Path]) -> Path:
    """The lessons' folder of a course that lies beside a class with a secret."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "secret").write_text("sesame")
    return write_tiny_course(tmp_path / "course") / "lessons"


SECRET = "open('../../class/secret').read()"
IN_THE_CAGE = {
    SECRET: "PermissionError",
    "__import__('os').listdir('../../class')": "PermissionError",
    "__import__('socket').socket(2)": "OSError",
    "open('new', 'w')": "PermissionError",
    "len(open('../course.toml').read()) > 9": "True",
    "__import__('tempfile').TemporaryFile().write(b'xyz')": "3",
    "__import__('gapless').MasteryCheck('parts').skill": "'parts'",
    "__import__('os').environ['GAPLESS_PAGE']": "'1'",
}


@pytest.mark.skipif(not cage_holds(), reason="this machine has no cage; `gapless doctor` says why")
def test_a_lesson_that_runs_what_is_typed_gives_away_the_course_alone(lessons: Path):
    assert dict(zip(IN_THE_CAGE, told(lessons, *IN_THE_CAGE), strict=True)) == IN_THE_CAGE


def test_the_operator_can_open_the_cage(lessons: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GAPLESS_PAGE_CAGE", "off")
    assert told(lessons, SECRET) == ["'sesame'"]


def test_pages_are_built_where_nothing_can_be_forked(lessons: Path, monkeypatch: pytest.MonkeyPatch):
    asked = []

    def impossible(*arguments: object) -> None:
        asked.append(arguments)
        raise OperatorError("Fork servers need Linux", "here", "Run gapless in a Linux container.")

    monkeypatch.setattr(provisioner, "shared_zygote", impossible)
    pages = run_notebooks(lessons.parent, "lessons")
    assert asked
    assert [page.faults for page in pages.values()] == [()] * len(pages)
