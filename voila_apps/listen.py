"""Taking a port, exactly the one that was asked for."""

from __future__ import annotations

import errno
import socket

import tornado.netutil

from ..errors import OperatorError

EVERY_ADDRESS = ("", "0.0.0.0", "::")
LOCAL = ("127.0.0.1", "localhost", "::1")


class PortTaken(OperatorError):
    """Another program listens there already."""


def bind(host: str, port: int) -> list[socket.socket]:
    """Listen on exactly this port. Raises PortTaken, or OperatorError where the address can't be had."""
    try:
        return tornado.netutil.bind_sockets(port, host)
    except OSError as error:
        where = f"{host}:{port}"
        if error.errno == errno.EADDRINUSE:
            raise PortTaken("Another program listens on this port already.", where, "Give another --port.") from error
        raise OperatorError(
            f"This address can't be served: {error.strerror}.", where, "Give another --host."
        ) from error
