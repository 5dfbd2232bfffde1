"""A batch on a Dask cluster: a real scheduler, two real workers, and what happens when they are lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cluster_preload
import psutil
import pytest
from assignments import gapless
from autograde_course import ASSIGNMENT
from handed_in import FULL, RIGHT, copied, hand_in

from gapless.errors import OperatorError
from gapless.graders.batches import Batch, Wanted, grade_batch
from gapless.graders.cluster import cluster, worker

CLASS = [f"student{number}" for number in range(8)]
PILL, HOLD = ({"squares": f"# {word}\n{RIGHT['squares']}"} for word in ("pill", "hold"))


@dataclass
class Machines:
    """A scheduler and its workers, as processes."""

    address: str
    scheduler: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]]
    folder: Path

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def started(folder: Path, workers: int) -> Machines:
    """A scheduler at a free port of 127.0.0.1, and workers whose nannies start them anew."""
    tool = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "text": True}
    environment = {**os.environ, "HELD_IN": str(folder), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    known = folder / "scheduler.json"
    scheduler = subprocess.Popen([*tool, "--no-dashboard", "--scheduler-file", str(known)], env=environment, **quiet)
    address = written(scheduler, known)
    tool = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "2"]
    tool += ["--no-dashboard", "--host", "127.0.0.1", "--preload", cluster_preload.__file__]
    ours = [subprocess.Popen(tool, env=environment, **quiet) for _ in range(workers)]
    return Machines(address, scheduler, ours, folder)


def written(scheduler: subprocess.Popen[str], known: Path) -> str:
    """The address that a scheduler writes down when it is ready."""
    while scheduler.poll() is None:
        if known.exists() and (text := known.read_text(encoding="utf-8")).endswith("}"):
            return json.loads(text)["address"]
        time.sleep(0.01)
    raise AssertionError("the scheduler did not start")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    made = started(tmp_path_factory.mktemp("machines"), 2)
    yield made
    made.end()


def killed_when_held(folder: Path, over: threading.Event, killed: list[psutil.Process]) -> None:
    """Kill the worker that holds a submission, once there is one; what else it had running is noted."""
    while not (folder / "held").exists():
        if over.wait(0.02):
            return
    victim = psutil.Process(int((folder / "held").read_text(encoding="utf-8")))
    killed += [victim, *victim.children(recursive=True)]
    victim.kill()


def graded(course: Path, machines: Machines) -> tuple[Batch, list[psutil.Process]]:
    """The batch on these machines, one of which is killed by the way."""
    over, killed = threading.Event(), []
    killer = threading.Thread(target=killed_when_held, args=(machines.folder, over, killed))
    killer.start()
    try:
        return grade_batch(course, ASSIGNMENT, Wanted(dask=machines.address)), killed
    finally:
        over.set()
        killer.join()


def places(course: Path) -> dict[str, int]:
    return {path.parent.name: path.stat().st_ino for path in course.glob(f"autograded/*/{ASSIGNMENT}")}


def test_lost_workers_cost_nobody_a_mark_but_who_ends_two_of_them(
    machines: Machines, handed_out: Path, tmp_path: Path
) -> None:
    course = copied(handed_out, tmp_path / "course")
    for student in CLASS:
        hand_in(course, student)
    hand_in(course, "held", HOLD)
    hand_in(course, "pill", PILL)
    batch, killed = graded(course, machines)
    outcomes = {one.student: one for one in batch.outcomes}
    assert len(killed) > 1, {one.words for one in batch.outcomes}
    pill = outcomes.pop("pill")
    assert outcomes.keys() == {*CLASS, "held"}
    for one in outcomes.values():
        assert (one.student, one.status, one.words, one.faults) == (one.student, "graded", "", ())
        assert {cell.cell: cell.score for cell in one.cells} == FULL
    where = course / "submitted" / "pill" / ASSIGNMENT
    assert (pill.status, pill.words) == (
        "failed",
        f"{where}: could not be graded, because it ended its machine twice.",
    )
    assert not batch.complete
    assert not psutil.wait_procs(killed, timeout=20)[1], "its fork server ended with it"

    # Once the submission is mended, the same command does what is left, and nothing else.
    before = places(course)
    assert before.keys() == outcomes.keys()
    hand_in(course, "pill")
    ran = gapless("grade", course, ASSIGNMENT, "--dask", machines.address)
    assert (ran.code, "10 of 10 graded, 1 of them now." in ran.out) == (0, True)
    assert places(course).items() >= before.items()
    left = [child for process in machines.workers for child in psutil.Process(process.pid).children(recursive=True)]
    assert not [child for child in left if "gapless.kernels.zygote" in child.cmdline()]


def test_a_lost_scheduler_ends_the_batch_with_what_was_finished_kept(handed_out: Path, tmp_path: Path) -> None:
    machines = started(tmp_path, 1)
    course = copied(handed_out, tmp_path / "course")
    hand_in(course, "ann")
    hand_in(course, "zoe", HOLD)

    def lost() -> None:
        while not (places(course) and (tmp_path / "held").exists()):
            time.sleep(0.02)
        machines.scheduler.send_signal(signal.SIGKILL)

    killer = threading.Thread(target=lost, daemon=True)
    killer.start()
    try:
        batch = grade_batch(course, ASSIGNMENT, Wanted(dask=machines.address))
    finally:
        machines.end()
    assert {one.student: one.status for one in batch.outcomes} == {"ann": "graded", "zoe": "failed"}
    assert "was lost" in batch.outcomes[1].words
    assert "Grade again: what is graded is kept." in batch.outcomes[1].words


def test_two_processes_of_this_machine_are_a_cluster_too(handed_out: Path, tmp_path: Path) -> None:
    course = copied(handed_out, tmp_path / "course")
    for student in CLASS[:3]:
        hand_in(course, student)
    ran = gapless("grade", course, ASSIGNMENT, "--dask", "local:2", "--require-sandbox")
    assert (ran.code, "3 of 3 graded, 3 of them now." in ran.out) == (0, True)
    assert "distributed" not in ran.err


def refused(course: Path, address: str) -> str:
    with pytest.raises(OperatorError) as told:
        grade_batch(course, ASSIGNMENT, Wanted(dask=address))
    assert not (course / "autograded").exists()
    return str(told.value)


@pytest.fixture
def course(handed_out: Path, tmp_path: Path) -> Path:
    made = copied(handed_out, tmp_path / "course")
    hand_in(made, "ann")
    return made


def test_an_address_that_does_not_answer_is_named(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 0.2)
    assert refused(course, "tcp://127.0.0.1:1").startswith("No Dask scheduler answers")
    assert "(nowhere at all)" in refused(course, "nowhere at all")


@pytest.mark.parametrize("address", ["local:", "local:0", "local:two", "local:257"])
def test_a_number_of_processes_is_a_number(course: Path, address: str) -> None:
    assert refused(course, address) == (
        f"There is no such cluster (--dask {address}). Give local:N with N from 1 to 256."
    )


def test_where_dask_is_missing_the_remedy_is_told(course: Path) -> None:
    # In a process of its own: Dask's threads of this one would look for the module, too.
    missing = "import sys; sys.modules['distributed'] = None"
    script = f"{missing}; from gapless.cli.boundary import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "grade", str(course), ASSIGNMENT, "--dask", "local:2"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.endswith(
        "Dask is not installed (--dask local:2). pip install 'gapless[cluster]', here and on all workers.\n"
    )


def test_workers_of_another_make_are_not_used(
    machines: Machines, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_same", lambda: "Python 2.7, gapless of old")
    told = refused(course, machines.address)
    assert told.startswith("A worker can't be used: it runs Python 3.")
    assert ", this is Python 2.7, gapless of old (tcp://127.0.0.1:" in told
