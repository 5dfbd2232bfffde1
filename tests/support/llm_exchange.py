"""One exchange with the stub of a model's server, and the pieces that its modes are made of."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llm_server import LlmServer

GOOD = {"work": "I take two numbers.", "stem": "What is {a} + {b}?", "formula": "a + b"}


@dataclass(frozen=True)
class Heard:
    """One request: the raw bytes as they came, and its parts."""

    raw: bytes
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Exchange:
    """What a mode may use: the request, and the connection to answer on."""

    heard: Heard
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    server: LlmServer

    async def send(self, status: int, body: bytes | Mapping[str, Any], **headers: str) -> None:
        """A whole answer."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = {"Content-Type": "application/json", "Content-Length": str(len(raw)), "Connection": "close"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.writer.write(head(status, told) + raw)
        await self.writer.drain()


Mode = Callable[[Exchange], Awaitable[None]]
Answer = Callable[[Any], str]
MODES: dict[str, Mode] = {}


def head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()


def honest(heard: Heard, content: Any) -> dict[str, int]:
    """About four bytes a token, as tokenizers have it."""
    return {"prompt_tokens": len(heard.body) // 4, "completion_tokens": len(str(content)) // 4}


def completion(content: Any, finish: str = "stop", usage: Any = None, **message: Any) -> dict[str, Any]:
    """The body of a 200; `usage` None leaves it out."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}
    body = {"id": "x", "object": "chat.completion", "created": 1, "model": "stub", "choices": [choice]}
    return body if usage is None else {**body, "usage": usage}


def says(content: Any, finish: str = "stop", usage: Any = "honest", **message: Any) -> Mode:
    """A mode that answers 200 with this content."""

    async def mode(exchange: Exchange) -> None:
        counted = honest(exchange.heard, content) if usage == "honest" else usage
        await exchange.send(200, completion(content, finish, counted, **message))

    return mode


def replies(status: int, body: bytes | Mapping[str, Any], **headers: str) -> Mode:
    """A mode that answers with these bytes."""

    async def mode(exchange: Exchange) -> None:
        await exchange.send(status, body, **headers)

    return mode


def error(status: int, message: str, code: str = "", **headers: str) -> Mode:
    """A mode that refuses as OpenAI words it."""
    return replies(status, {"error": {"message": message, "type": "error", "code": code or None}}, **headers)


def mode(make: Mode) -> Mode:
    """Put a function on the list of modes under its name."""
    MODES[make.__name__.replace("_", "-")] = make
    return make
