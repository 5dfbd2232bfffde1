"""`gapless demo`, as a newcomer starts and ends it: real processes, real pages."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from gapless.cli.demo_class import prepare, read

LINK = re.compile(r"(http://127\.0\.0\.1:\d+)/sign-in#(\S+)")
START = 8866


@contextmanager
def demo(place: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running demo and what it said until it served; killed at the end, should it still be there."""
    command = [sys.executable, "-m", "gapless", "demo", "--class", str(place), *more]
    # A browser of the machine that runs the tests stays shut: there is no window to open it in.
    hidden = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=hidden)
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("The class stands in"):
                break
        assert process.poll() is None, "".join(said)
        yield process, said
    finally:
        process.kill()
        process.wait()


def ended(process: subprocess.Popen[str], sent: signal.Signals) -> tuple[int, list[psutil.Process]]:
    """Send a signal; the exit code, and the children that are still there."""
    children = psutil.Process(process.pid).children(recursive=True)
    assert children, "the item worker at least"
    process.send_signal(sent)
    code = process.wait(30)
    return code, psutil.wait_procs(children, timeout=10)[1]


def links(said: list[str]) -> list[tuple[str, str]]:
    """Address and fragment of each sign-in link."""
    return [match.groups() for match in map(LINK.search, said) if match]  # pyright: ignore[reportReturnType]  two groups


def signed_in(address: str, fields: dict[str, str]) -> str:
    """Where a posted sign-in form leads."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"{address}/sign-in").read()
    token = next(cookie.value or "" for cookie in jar if cookie.name == "_xsrf")
    with opener.open(f"{address}/sign-in", urlencode({"_xsrf": token, **fields}).encode()) as answer:
        return answer.url.removeprefix(address)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo class that was made before."""
    folder = tmp_path_factory.mktemp("user data") / "demo"
    prepare(folder, fresh=False, tell=print)
    return folder


def test_the_first_start_makes_a_class_serves_it_and_leaves_no_process(tmp_path: Path) -> None:
    with demo(tmp_path / "demo") as (process, said):
        found = links(said)
        address, code = found[0]
        teacher, password = found[-1][1].split(":")
        assert any("Making the demo class" in line for line in said)
        assert len(found) == 6
        assert signed_in(address, {"code": code}) == "/home"
        assert signed_in(address, {"name": teacher, "password": password}) == "/class"
        assert ended(process, signal.SIGINT) == (0, [])


def test_the_second_start_finds_it_with_the_same_links(place: Path) -> None:
    kept = [one.fragment for one in read(place).people]
    with demo(place) as (process, said):
        assert not any("Making the demo class" in line for line in said)
        assert [fragment for _, fragment in links(said)] == kept
        assert ended(process, signal.SIGTERM) == (0, [])


def test_a_taken_port_picks_the_next(place: Path) -> None:
    with socket.socket() as listener:
        # Another program may hold it already: then it is taken all the same.
        if listener.connect_ex(("127.0.0.1", START)):
            listener.close()
            listener = socket.create_server(("127.0.0.1", START))
        with demo(place) as (_, said):
            assert not [address for address, _ in links(said) if address.endswith(f":{START}")]


def test_fresh_makes_it_anew(tmp_path: Path) -> None:
    """What stands in the folder is put aside only once the new class is whole."""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.json").write_text(json.dumps({"people": []}), encoding="utf-8")
    assert len(prepare(folder, fresh=True, tell=print).people) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_only_its_owner_can_read_the_links(place: Path) -> None:
    assert (place / "demo.json").stat().st_mode & 0o077 == 0


def test_the_five_students_stand_where_their_words_say(place: Path) -> None:
    from datetime import UTC, datetime
    from random import Random

    from gapless.authoring import ItemBank, load_course
    from gapless.records import Classroom
    from gapless.tutor import Tutor

    classroom = Classroom.open(place)
    with ItemBank(classroom.course) as bank:
        tutor = Tutor(load_course(classroom.course), bank, classroom.records, lambda: datetime.now(UTC), Random())
        rows = {row["id"]: row for row in tutor.teacher_call("class", {})["students"]}
        recovered = tutor.call("lena", "home", {})["recovered"]
    classroom.close()
    assert [(hole["skill"], hole["status"]) for hole in rows["mia"]["holes"]] == [("name-fractions", "confirmed")]
    assert rows["ben"]["last_at"] is None
    assert [one["skill"] for one in recovered] == ["name-fractions"]
    assert rows["omar"]["cells"]["number-line"] == "learning"
    assert rows["omar"]["cells"]["equal-parts"] == "placed"
    assert set(rows["zoe"]["cells"].values()) <= {"mastered", "kept", "due"}
