"""What asking a model can come to: one value, whatever happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "ok",
    "refused",
    "truncated",
    "filtered",
    "invalid",
    "unavailable",
    "auth",
    "quota",
    "timeout",
    "toobig",
    "unsupported",
    "capped",
]

MEANING: dict[Kind, str] = {
    "ok": "An answer came; whether it is any good, the checks decide.",
    "refused": "The model declined.",
    "truncated": "The answer stops before its end.",
    "filtered": "A content filter held the answer back.",
    "invalid": "What came back is no answer of this kind of server.",
    "unavailable": "The server could not be reached, or is overloaded.",
    "auth": "The server does not take the key.",
    "quota": "The account has no money or quota left.",
    "timeout": "No whole answer came in time.",
    "toobig": "The answer was larger than allowed.",
    "unsupported": "The server or the model can't do what was asked of it.",
    "capped": "A spending cap of yours stood in the way; nothing was sent.",
}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counts them; it may be mistaken or lie."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How asking ended. `why` is a word of ours for the reason, never the server's own text.

    `text` is the JSON the model wrote, "" unless `kind` is ok; `usage` is None where the server told none that can be
    read; `response` are the bytes that came, with the key taken out; `status` is 0 where no HTTP answer came.
    `retry_after` are the seconds a server asks to wait.
    """

    kind: Kind
    text: str = ""
    usage: Usage | None = None
    ms: int = 0
    why: str = ""
    status: int = 0
    response: bytes = b""
    attempts: int = 0
    retry_after: float = 0.0
