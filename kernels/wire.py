"""Messages between the caller and its fork server: a JSON object and descriptors, over a local stream socket."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any

_LENGTH = struct.Struct("!Q")
_MOST_DESCRIPTORS = 250  # the kernel takes 253


class HungUp(Exception):
    """The other side is gone."""


def send(channel: socket.socket, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send a message. Raises HungUp."""
    payload = json.dumps(message).encode()
    try:
        socket.send_fds(channel, [_LENGTH.pack(len(payload))], list(descriptors))
        channel.sendall(payload)
    except OSError as gone:
        raise HungUp from gone


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message and its descriptors, none of which a program started from here inherits. Raises HungUp."""
    try:
        head, descriptors, _flags, _sender = socket.recv_fds(
            channel, _LENGTH.size, _MOST_DESCRIPTORS, socket.MSG_CMSG_CLOEXEC
        )
        head += _read(channel, _LENGTH.size - len(head)) if head else b""
        if not head:
            raise HungUp
        return json.loads(_read(channel, _LENGTH.unpack(head)[0])), descriptors
    except OSError as gone:
        raise HungUp from gone


def _read(channel: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = channel.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise HungUp
        parts += part
    return bytes(parts)
