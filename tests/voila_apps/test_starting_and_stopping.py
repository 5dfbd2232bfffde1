"""A server as a process: its port, its signals, and what is left afterwards."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from served import Served, new_class

from gapless.errors import OperatorError
from gapless.voila_apps import PortTaken
from gapless.voila_apps.listen import bind


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, write_tiny_course: Callable[[Path], Path]) -> Iterator[Served]:
    """A class, not yet served."""
    folder = tmp_path_factory.mktemp("process")
    served = new_class(folder / "class", write_tiny_course(folder / "course"), ("mia",))
    yield served
    served.stop()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_and_everything_it_started(served: Served, sent: signal.Signals):
    served.start()
    assert served.process is not None
    server = psutil.Process(served.process.pid)
    family = server.children(recursive=True)
    server.send_signal(sent)
    assert served.process.wait(20) == 0
    served.process = None
    assert psutil.wait_procs(family, timeout=10)[1] == []
    assert "Traceback" not in served.log.read_text()


def test_a_port_that_is_taken_is_refused_by_name_and_not_replaced():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}"):
            bind("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_in_one_sentence():
    with pytest.raises(OperatorError, match=r"203\.0\.113\.1:8866.*Give another --host"):
        bind("203.0.113.1", 8866)
