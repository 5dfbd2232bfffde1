"""The demo takes the next free port."""

from __future__ import annotations

import socket

from gapless.cli.ports import first_free


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        taken = listener.getsockname()[1]
        assert taken < first_free("127.0.0.1", taken) <= taken + 100
