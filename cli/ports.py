"""Free ports, found by listening for a moment."""

from __future__ import annotations

import errno
import os
import socket

from ..errors import OperatorError

TRIES = 100


def first_free(host: str, start: int) -> int:
    """The first free port from `start` on. Raises OperatorError when a hundred are taken."""
    for port in range(start, min(start + TRIES, 65536)):
        if refusal(host, port) is None:
            return port
    raise OperatorError(f"No port from {start} on is free.", host, "Name one with --port.")


def require_free(host: str, port: int) -> None:
    """Raise OperatorError unless a server can listen here."""
    code = refusal(host, port)
    if code is None:
        return
    if code == errno.EADDRINUSE:
        raise OperatorError(f"Port {port} is taken.", host, f"Name another: --port {min(port + 1, 65535)}.")
    why = os.strerror(code) if code > 0 else "the address is unknown"
    raise OperatorError(f"Nothing can listen on port {port}: {why}.", host, "Name another with --host and --port.")


def refusal(host: str, port: int) -> int | None:
    """The errno that listening here would end in; None where it works, -1 for a host nobody knows."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        return -1
    with socket.socket(family, kind, protocol) as listener:
        # As servers do it: a port that was closed a moment ago counts as free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(1)
        except OSError as error:
            return error.errno or -1
    return None
