"""A class that enables practice has a worker beside its server: another process, which ends when the server does."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from llm_server import LlmServer
from served import Served, new_class
from workshop import COURSE, SKILL, WRONG, Writer

from gapless.errors import OperatorError
from gapless.records import Records
from gapless.records.practice_tables import practice_job
from gapless.voila_apps.serving import opened


def enable(served: Served, url: str, **more: object) -> None:
    facts = {"enabled": True, "base_url": url, "model": "stub", "price_in": 0, "price_out": 0, "wanted": 1, **more}
    with (served.folder / "class.toml").open("a") as file:
        file.write("\n[practice]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in facts.items()))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A class over the fractions course in which multiplication was missed, not yet served."""
    served = new_class(tmp_path / "class", COURSE, ("mia",))
    records = Records.open(served.folder / "records.sqlite")
    with records.engine.begin() as connection:
        connection.execute(practice_job.insert().values(skill=SKILL, misconception=WRONG, misses=1))
    records.close()
    yield served
    served.stop()


def workers(of: psutil.Process) -> list[psutil.Process]:
    return [one for one in of.children(recursive=True) if "practice" in one.cmdline()]


def test_the_worker_ends_when_whoever_keeps_it_is_killed_and_alone_knows_the_endpoint(served: Served) -> None:
    keeping = "import signal, sys, gapless.voila_apps.beside as b; kept = b.Beside(sys.argv[1]); signal.pause()"
    with LlmServer("hang", Writer()) as server:
        enable(served, server.url, seconds=120)
        keeper = psutil.Popen([sys.executable, "-c", keeping, str(served.folder)])
        server.wait_for(1)
        (worker,) = workers(keeper)
        # A process maps the compiled parts of what it loaded: the client of the endpoint brings jiter along.
        mapped = [{path.path for path in one.memory_maps() if "jiter" in path.path} for one in (worker, keeper)]
        assert (bool(mapped[0]), mapped[1]) == (True, set())
        keeper.kill()
        assert psutil.wait_procs([keeper, worker], timeout=20)[1] == []


def test_the_worker_ends_with_a_server_that_stops(served: Served) -> None:
    with LlmServer("hang", Writer()) as server:
        enable(served, server.url, seconds=120)
        with opened(served.folder, port=0):
            server.wait_for(1)
            (worker,) = workers(psutil.Process())
        assert psutil.wait_procs([worker], timeout=20)[1] == []


def test_a_class_that_does_not_enable_it_has_no_worker(served: Served) -> None:
    enable(served, "http://127.0.0.1:9/v1", enabled=False)
    with opened(served.folder, port=0):
        assert workers(psutil.Process()) == []


def test_settings_that_can_not_work_are_told_before_anything_is_served(served: Served) -> None:
    enable(served, "http://llm.example.org/v1")
    (served.folder / "practice.key").touch(0o600)
    (served.folder / "practice.key").write_text("sk-1")
    with pytest.raises(OperatorError, match="The key would be sent in the clear"), opened(served.folder, port=0):
        os.abort()
