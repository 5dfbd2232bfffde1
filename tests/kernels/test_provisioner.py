"""Jupyter's own tools start kernels through `gapless-fork`: the same notebooks, interrupts, restarts and ends."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.multikernelmanager import AsyncMultiKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from gapless.errors import OperatorError
from gapless.kernels import shared
from gapless.kernels.provisioner import ForkProvisioner, forked


def manager(**config: Any) -> Any:
    """A manager of forked kernels, as any tool of Jupyter makes one."""
    made = AsyncKernelManager(kernel_name="python3")
    assert made.kernel_spec is not None
    forked(made.kernel_spec, **config)
    return made


def outputs(notebook: Any) -> list[str]:
    return [
        "".join(o.get("text") or o.get("ename") or o.data["text/plain"] for o in cell.outputs)
        for cell in notebook.cells
    ]


def execute(place: Path, *sources: str, km: Any = None, **more: Any) -> list[str]:
    notebook = new_notebook(cells=list(map(new_code_cell, sources)))
    resources = {"metadata": {"path": str(place)}}
    NotebookClient(notebook, km=km or manager(), allow_errors=True, resources=resources, **more).execute(
        cleanup_kc=True
    )
    return outputs(notebook)


def children() -> set[int]:
    """The kernels that this process's fork servers hold now; a server of another test's may have some."""
    servers = [psutil.Process(zygote.pid) for zygote in shared._zygotes.values()]
    return {child.pid for server in servers for child in server.children()}


@pytest.fixture(autouse=True)
def no_kernel_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_a_notebook_runs_as_in_a_stock_kernel(tmp_path: Path):
    (tmp_path / "helper.py").write_text("name = 'mia'\n")
    sources = (
        "import helper; helper.name",
        "print('é'); 1 / 0",
        "!echo shell",
        "%%bash\necho bash",
        "import sys; sys.argv[0], __name__, sys.stdin.read()",
        "import multiprocessing as m; p = m.Process(target=int); p.start(); p.join(); p.exitcode",
        "await __import__('asyncio').sleep(0); 'awaited'",
        "input()",
    )
    name, failed, shell, bash, argv, process, awaited, asked = execute(tmp_path, *sources)
    assert (name, failed, shell.strip(), bash) == ("'mia'", "é\nZeroDivisionError", "shell", "bash\n")
    assert (argv, process, awaited) == ("('ipykernel_launcher', '__main__', '')", "0", "'awaited'")
    assert asked == "StdinNotImplementedError"


def test_the_entry_point_is_found_by_its_name():
    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name="gapless-fork")
    assert found.load() is ForkProvisioner


def test_a_kernelspec_on_disk_asks_for_it(tmp_path: Path):
    spec = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python (forked)",
        language="python",
        metadata={"kernel_provisioner": {"provisioner_name": "gapless-fork", "config": {"preload": ["decimal"]}}},
    )
    (tmp_path / "forked").mkdir()
    (tmp_path / "forked" / "kernel.json").write_text(spec.to_json())
    km = AsyncKernelManager(
        kernel_name="forked",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(tmp_path)], ensure_native_kernel=False),
    )
    loaded, parent = execute(tmp_path, "import sys; 'decimal' in sys.modules", "import os; os.getppid()", km=km)
    assert loaded == "True"
    assert int(parent) != os.getpid()


def test_kernels_draw_different_numbers_and_share_one_server(tmp_path: Path):
    source = "import os, random; print(os.getppid(), random.random())"
    (first,), (second,) = execute(tmp_path, source), execute(tmp_path, source)
    assert first.split()[0] == second.split()[0]
    assert first.split()[1] != second.split()[1]


def test_a_kernel_is_given_the_environment_it_is_started_with(tmp_path: Path):
    km, source = (
        manager(),
        "import os; sorted(os.environ.get(name, '') for name in ('NAME', 'PYTHONHASHSEED')), hash('mia')",
    )
    notebook = new_notebook(cells=[new_code_cell(source)])
    environment = {"NAME": "mia", "PYTHONHASHSEED": "7", "PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    NotebookClient(notebook, km=km).execute(env=environment, cleanup_kc=True)
    hashed = subprocess.run(
        [sys.executable, "-c", "print(hash('mia'))"], env=environment, capture_output=True, text=True
    )
    assert outputs(notebook) == [f"(['7', 'mia'], {hashed.stdout.strip()})"]


async def _answer(client: Any, code: str, began: asyncio.Event | None = None) -> str:
    def heard(message: Any) -> None:
        if began is not None and message["msg_type"] == "stream":
            began.set()

    reply = await client.execute_interactive(code, timeout=20, output_hook=heard)
    return reply["content"].get("ename", reply["content"]["status"])


def test_a_kernel_is_interrupted_restarted_and_shut_down():
    async def go() -> tuple[Any, ...]:
        km = manager()
        await km.start_kernel()
        client = km.client()
        client.start_channels()
        await client.wait_for_ready(20)
        began = asyncio.Event()
        loop = asyncio.ensure_future(_answer(client, "x = 1\nprint('on', flush=True)\nwhile True: pass", began))
        await began.wait()
        await km.interrupt_kernel()
        interrupted, first = await loop, km.provisioner.pid
        await km.restart_kernel()
        await client.wait_for_ready(20)
        forgotten, second = await _answer(client, "x"), km.provisioner.pid
        await km.shutdown_kernel()
        client.stop_channels()
        return interrupted, forgotten, first != second, await km.is_alive(), psutil.pid_exists(second)

    assert asyncio.run(go()) == ("KeyboardInterrupt", "NameError", True, False, False)


def test_a_kernel_that_ends_itself_is_seen_to_have_ended():
    async def go() -> tuple[Any, ...]:
        km = manager()
        await km.start_kernel()
        client = km.client()
        client.start_channels()
        await client.wait_for_ready(20)
        client.execute("import os; os._exit(5)")
        code = await asyncio.wait_for(km.provisioner.wait(), 20)
        client.stop_channels()
        alive = await km.is_alive()
        await km.cleanup_resources()
        return code, alive

    assert asyncio.run(go()) == (5, False)


class ForkingSpecs(KernelSpecManager):
    """Specs whose kernels are forked, as a server would configure them."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return forked(super().get_kernel_spec(kernel_name))


def test_two_kernels_at_once_under_a_server(tmp_path: Path):
    async def go() -> list[str]:
        kernels = AsyncMultiKernelManager(connection_dir=str(tmp_path), kernel_spec_manager=ForkingSpecs())
        ids = await asyncio.gather(*(kernels.start_kernel(kernel_name="python3") for _ in range(2)))
        clients: list[Any] = [kernels.get_kernel(kernel_id).client() for kernel_id in ids]
        for client in clients:
            client.start_channels()
        await asyncio.gather(*(client.wait_for_ready(20) for client in clients))
        answers = await asyncio.gather(*(_answer(client, "1 + 1") for client in clients))
        for client in clients:
            client.stop_channels()
        await kernels.shutdown_all(now=True)
        return answers

    assert asyncio.run(go()) == ["ok", "ok"]


def test_the_blocking_tools_work_as_well():
    km = KernelManager(kernel_name="python3")
    assert km.kernel_spec is not None
    forked(km.kernel_spec)
    km.start_kernel()
    client = km.client()
    client.start_channels()
    client.wait_for_ready(timeout=20)
    assert client.execute_interactive("1", timeout=20)["content"]["status"] == "ok"
    client.stop_channels()
    km.shutdown_kernel(now=True)
    assert not km.is_alive()


CAGED = {
    "its folder": ("open('data.txt').read()", "'1'"),
    "writing into it": ("open('new', 'w')", "PermissionError"),
    "its temporary files": ("import tempfile; tempfile.TemporaryFile().write(b'xyz')", "3"),
    "the folder above": ("import os; os.listdir('..')", "PermissionError"),
    "the network": ("import socket; socket.socket(socket.AF_INET)", "OSError"),
    "its connection's file": ("import sys; len(open(sys.argv[2]).read()) > 99", "True"),
    "commands": ("!echo one", "one\n"),
    "output of commands": ("x = !echo two\nx[0]", "'two'"),
    "pictures": ("from IPython.display import SVG; SVG('<svg/>')", "<IPython.core.display.SVG object>"),
    "memory": ("bytearray(1 << 31)", "MemoryError"),
}


def test_a_caged_kernel_reaches_its_folder_and_nothing_else(tmp_path: Path):
    (tmp_path / "data.txt").write_text("1")
    km = manager(caged=True, limits={"memory_bytes": 1 << 30})
    told = execute(tmp_path, *(source for source, _ in CAGED.values()), km=km)
    assert dict(zip(CAGED, told, strict=True)) == {name: expected for name, (_, expected) in CAGED.items()}


def test_a_caged_kernel_may_write_where_it_is_let(tmp_path: Path):
    assert execute(tmp_path, "open('new', 'w').write('xy')", km=manager(caged=True, write=["."])) == ["2"]
    assert (tmp_path / "new").read_text() == "xy"


def test_what_can_not_be_forked_is_spawned_and_nothing_begun_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    km, source = manager(preload=["decimal"]), "import os; os.getppid()"
    monkeypatch.setattr("gapless.kernels.provisioner._TARGET", "gapless.kernels.kernel:missing")
    (parent,) = execute(tmp_path, source, km=km)
    assert int(parent) == os.getpid()


def test_a_caged_kernel_is_never_spawned_without_its_cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gapless.kernels.provisioner._TARGET", "gapless.kernels.kernel:missing")
    with pytest.raises(OperatorError, match="A caged kernel can't be started"):
        execute(tmp_path, "1", km=manager(caged=True))


def test_a_kernel_of_another_language_is_spawned(tmp_path: Path):
    km = manager()
    assert km.kernel_spec is not None
    # A program of its own that happens to be a kernel.
    km.kernel_spec.argv = ["/usr/bin/env", sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (parent,) = execute(tmp_path, "import os; os.getppid()", km=km)
    assert int(parent) == os.getpid()


OWNER = """
import time
from jupyter_client.manager import KernelManager
from gapless.kernels.provisioner import forked
km = KernelManager()
forked(km.kernel_spec)
km.start_kernel()
print(km.provisioner.pid, flush=True)
time.sleep(600)
"""


def test_no_kernel_outlives_its_owner():
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        kernel = psutil.Process(int(owner.stdout.readline()))
        owner.kill()
    assert psutil.wait_procs([kernel], timeout=10)[1] == []
