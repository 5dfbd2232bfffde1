"""Two processes that ask each other: frames over a socket, one question at a time, each with a number to answer to."""

from __future__ import annotations

import secrets
import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from .codec import LARGEST, CodecError, dumps, loads

Asked = Mapping[str, Any]
"""A question: its verb under "q", and whatever it needs; the answer is of the same kind."""

_HEAD = struct.Struct("!I")


class Lost(BaseException):
    """The other side can't be asked any more; says why. No `except Exception` of a test may swallow it."""


class Channel:
    """Whole messages over a stream socket. `patience` tells how many seconds may pass now; None means any time."""

    def __init__(self, sock: socket.socket, patience: Callable[[], float | None] = lambda: None) -> None:
        self.socket, self.patience = sock, patience
        sock.setblocking(False)

    def send(self, message: Any) -> None:
        """Send a message. Raises Lost; CodecError where it is too large, and then nothing was sent."""
        text = dumps(message)
        rest = memoryview(_HEAD.pack(len(text)) + text)
        while rest:
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                self._wait(writing=True)
            except OSError:
                raise Lost("the process ended") from None

    def receive(self) -> Any:
        """The next message. Raises Lost where there is none in time, or what comes is none."""
        (size,) = _HEAD.unpack(self._exactly(_HEAD.size))
        if size > LARGEST:
            raise Lost("a reply was too large")
        try:
            return loads(self._exactly(size))
        except CodecError:
            raise Lost("a reply could not be read") from None

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            try:
                part = self.socket.recv(min(size, 1 << 20))
            except BlockingIOError:
                self._wait(writing=False)
                continue
            except OSError:
                part = b""
            if not part:
                raise Lost("the process ended")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _wait(self, writing: bool) -> None:
        left = self.patience()
        poll = select.poll()
        poll.register(self.socket, select.POLLOUT if writing else select.POLLIN)
        if (left is not None and left <= 0) or not poll.poll(None if left is None else left * 1000 + 1):
            raise Lost("it took too long")


class Link:
    """One end of a conversation: asks, and answers by `answer` what is asked meanwhile."""

    def __init__(self, channel: Channel, answer: Callable[[Asked], dict[str, Any]]) -> None:
        self.channel, self.answer = channel, answer
        self._thread = threading.get_ident()

    def ask(self, verb: str, **fields: Any) -> Mapping[str, Any]:
        """The answer to a question. Raises Lost."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("This can be used by the thread that runs the cells alone.")
        number = secrets.token_hex(8)
        self.channel.send({**fields, "q": verb, "n": number})
        while True:
            message = self.channel.receive()
            if isinstance(message, dict) and "q" in message:
                self._serve(message)
            elif isinstance(message, dict) and message.get("a") == number:
                return message
            else:
                raise Lost("a reply answered nothing that was asked")

    def serve_forever(self) -> None:
        """Answer until the other side is gone."""
        while True:
            message = self.channel.receive()
            if isinstance(message, dict) and "q" in message:
                self._serve(message)

    def _serve(self, message: dict[str, Any]) -> None:
        reply = self.answer(message)
        try:
            self.channel.send({**reply, "a": message.get("n")})
        except CodecError as trouble:
            self.channel.send({"unfit": str(trouble), "a": message.get("n")})


class Clock:
    """Seconds left until a deadline that is set anew for each cell."""

    def __init__(self) -> None:
        self.until: float | None = None

    def start(self, seconds: float) -> None:
        """Give this many seconds from now."""
        self.until = time.monotonic() + seconds

    def left(self) -> float | None:
        """Seconds left; None while no deadline is set."""
        return None if self.until is None else self.until - time.monotonic()
