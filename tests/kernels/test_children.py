"""What a forked child is given, and that nothing of it is ever left behind."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cell
import psutil
import pytest

from gapless.kernels import Limits, Zygote


def test_a_child_is_given_its_surroundings_and_nothing_else(zygote: Zygote, job: Path):
    code = """
import os, sys
result = [os.getcwd(), dict(os.environ), sorted(os.listdir('/proc/self/fd')), sys.stdin.read()]
"""
    # The descriptor 3 is the listing's own.
    given = [str(job), {"NAME": "mia"}, ["0", "1", "2", "3"], ""]
    assert cell.told(zygote, code, job, environment={"NAME": "mia"}) == {"result": given}


def test_a_child_holds_no_secret_of_its_owner(zygote: Zygote, job: Path):
    code = """
wanted = bytes(reversed(backwards.encode()))
found = 0
for line in open('/proc/self/maps'):
    place, modes = line.split()[:2]
    if 'w' in modes and '[v' not in line:
        start, end = (int(each, 16) for each in place.split('-'))
        with open('/proc/self/mem', 'rb') as memory:
            memory.seek(start)
            found += memory.read(end - start).count(wanted)
result = found
"""
    # The one it made itself is found, and there is no other.
    secret = os.environ["GAPLESS_TEST_SECRET"]
    told = cell.told(zygote, code, job, given={"backwards": secret[::-1]})
    without = cell.told(
        zygote, code.replace("wanted = bytes", "wanted = b'?' + bytes"), job, given={"backwards": secret[::-1]}
    )
    assert told["result"] - without["result"] <= 1


def test_a_child_finds_nothing_that_another_was_given(zygote: Zygote, job: Path):
    code = """
import re
pattern, found = re.compile(backwards[::-1].encode() + b'[0-9]'), []
for line in open('/proc/self/maps'):
    place, modes = line.split()[:2]
    if 'w' in modes and '[v' not in line:
        start, end = (int(each, 16) for each in place.split('-'))
        with open('/proc/self/mem', 'rb', buffering=0) as memory:
            memory.seek(start)
            found += pattern.findall(memory.read(end - start))
result = len(found)
"""
    for turn in range(5):
        cell.told(zygote, "pass", job, given={"it": f"the-answer-is-{turn}"}, environment={"KEY": "the-answer-is-9"})
    backwards = "the-answer-is-"[::-1]
    assert cell.told(zygote, code, job, given={"backwards": backwards}) == {"result": 0}
    own = cell.told(zygote, code, job, given={"backwards": backwards, "it": "the-answer-is-7"})
    assert own["result"] > 0  # what is there is found


def test_children_of_one_server_draw_different_numbers(zygote: Zygote, job: Path):
    code = "import random; result = random.random()"
    assert len({cell.told(zygote, code, job)["result"] for _ in range(5)}) == 5


def test_descriptors_arrive_under_the_numbers_asked_for(zygote: Zygote, job: Path):
    reader, writer = os.pipe()
    with cell.start(zygote, "import os; os.write(40, b'here')", job, pass_fds={writer: 40}) as child:
        os.close(writer)
        assert child.wait(10) == 0
    assert os.read(reader, 10) == b"here"
    os.close(reader)


ENDS = {
    "returns": ("pass", 0),
    "leaves": ("import sys; sys.exit(7)", 7),
    "leaves with words": ("import sys; sys.exit('done')", 1),
    "ends itself": ("import os; os._exit(3)", 3),
    "is ended": ("import os; os.kill(os.getpid(), 15)", -15),
}


@pytest.mark.parametrize(("code", "exit_code"), ENDS.values(), ids=ENDS.keys())
def test_the_exit_code_says_how_it_ended(zygote: Zygote, job: Path, code: str, exit_code: int):
    with cell.start(zygote, code, job) as child:
        assert child.wait(10) == exit_code
        assert (child.poll(), child.over, child.send_signal(15)) == (exit_code, "", False)


def test_its_end_can_be_selected_on(zygote: Zygote, job: Path):
    with cell.start(zygote, "import sys; sys.stdin.read()", job, stdin=(pipe := os.pipe())[0]) as child:
        assert (select.select([child], [], [], 0)[0], child.poll()) == ([], None)
        with pytest.raises(TimeoutError):
            child.wait(0)
        for end in pipe:
            os.close(end)
        assert (select.select([child], [], [], 10)[0], child.poll()) == ([child], 0)


def test_usage_tells_time_and_memory(zygote: Zygote, job: Path):
    code = "import time; hog = b'x' * (64 << 20)\nwhile time.process_time() < 0.2: pass"
    with cell.start(zygote, code, job) as child:
        child.wait(20)
        used = child.usage()
    assert used.cpu_seconds >= 0.2
    assert 64 << 20 < used.peak_bytes < 256 << 20


def test_a_traceback_is_on_its_standard_error(zygote: Zygote, job: Path):
    errors = os.open(job / "errors", os.O_CREAT | os.O_WRONLY)
    with zygote.fork("json:loads", {"s": "{"}, cwd=job, environment={}, stderr=errors) as child:
        os.close(errors)
        assert child.wait(10) == 1
    assert "JSONDecodeError" in (job / "errors").read_text()


FAMILY = """
import os, subprocess, time
subprocess.Popen(['/bin/sleep', '600'])
subprocess.Popen(['/bin/sleep', '600'], start_new_session=True)
os.spawnl(os.P_WAIT, '/bin/sh', 'sh', '-c', '(setsid sleep 600 &)')
os.write(1, b'started')
time.sleep(600)
"""


def test_a_kill_takes_everything_it_started(zygote: Zygote, job: Path):
    reader, writer = os.pipe()
    with cell.start(zygote, FAMILY, job, out=writer) as child:
        os.close(writer)
        assert os.read(reader, 7) == b"started"
        family = [p for p in psutil.Process(zygote.pid).children(recursive=True) if p.pid != child.pid]
        assert len(family) == 3
    os.close(reader)
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_what_a_child_left_behind_ends_with_it(zygote: Zygote, job: Path):
    code = "import subprocess; result = subprocess.Popen(['/bin/sleep', '600'], start_new_session=True).pid"
    left = cell.told(zygote, code, job)["result"]
    assert not psutil.pid_exists(left)


OWNER = """
import os, sys, time
from pathlib import Path
import cell
from gapless.kernels import Limits, Zygote
zygote = Zygote(["cell"])
code = "import subprocess; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"
child = cell.start(zygote, code, Path("/"), out=1)
print(os.getpid(), zygote.pid, child.pid, flush=True)
time.sleep(600)
"""


def test_nothing_outlives_an_owner_that_is_killed():
    paths = os.pathsep.join([str(Path(cell.__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths}
    command = [sys.executable, "-c", textwrap.dedent(OWNER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as owner:
        assert owner.stdout is not None
        pids = [int(word) for _ in range(2) for word in owner.stdout.readline().split()]
        family = [psutil.Process(pid) for pid in pids]
        owner.kill()
    assert len(family) == 4
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_a_server_that_died_takes_its_children_along_and_is_started_anew(job: Path):
    with Zygote(environment={**os.environ, "PYTHONPATH": str(Path(cell.__file__).parent)}) as server:
        child, first = cell.start(server, "import time; time.sleep(600)", job), server.pid
        psutil.Process(first).kill()
        assert child.wait(10) == -9
        assert cell.told(server, "result = 'alive'", job) == {"result": "alive"}
        assert server.pid != first


def test_many_threads_fork_at_once(zygote: Zygote, job: Path):
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda n: cell.told(zygote, f"result = {n} ** 2", job), range(24)))
    assert results == [{"result": n**2} for n in range(24)]


def test_a_module_that_starts_threads_is_told(tmp_path: Path):
    (tmp_path / "busy.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()"
    )
    with Zygote(["busy", "nowhere"], environment={"PYTHONPATH": str(tmp_path)}) as server:
        threads, missing = server.warnings
    assert threads == "busy starts threads: load it in the children"
    assert missing.startswith("nowhere can't be loaded")


def test_limits_of_a_child_without_a_cage_hold_as_well(zygote: Zygote, job: Path):
    assert cell.told(zygote, "bytearray(1 << 30)", job, limits=Limits(memory_bytes=100 << 20)) == {
        "error": "MemoryError"
    }
