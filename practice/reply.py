"""Reading what a server of chat completions sent back. Nothing in it is believed.

`/chat/completions` answers are described at https://platform.openai.com/docs/api-reference/chat/object; what compatible
servers send instead is a table of surprises, and each ends in an `Outcome`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from .outcome import Kind, Outcome, Usage

# Ollama's /v1 cuts prompt and answer together at its own context length, 4096 by default, and calls that "stop".
SMALL_CONTEXT = 4096 - 16

_THINKING, _THOUGHT, _FENCE = "<think>", "</think>", "```"
_FINISHES: Mapping[str, tuple[Kind, str]] = {
    "length": ("truncated", "finish-length"),
    "content_filter": ("filtered", "finish-filter"),
}


def read_reply(response: bytes) -> Outcome:
    """The outcome of a 200 with this body."""
    envelope = parsed(response)
    if not isinstance(envelope, dict):
        return Outcome("invalid", why="not-json" if envelope is None else "not-an-object", response=response)
    usage = _usage(envelope.get("usage"))
    kind, why, text = _message(envelope, usage)
    return Outcome(kind, text, usage, why=why, response=response)


def parsed(text: str | bytes) -> Any:
    """What this JSON says; None for what is none, or is made to hurt whoever reads it."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # ValueError: also bytes that are no text, and numbers of thousands of digits.
        return None


def bare(content: str) -> str:
    """The JSON in a model's message: without thoughts in front, fences or prose around it, "" where there is none.

    It takes one pass over the text: no pattern that a hostile text could make slow.
    """
    text = content.lstrip()
    if text.startswith(_THINKING):
        text = text.partition(_THOUGHT)[2]
    parts = text.split(_FENCE)
    if len(parts) == 3:
        text = parts[1]
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else ""


def _message(envelope: Mapping[str, Any], usage: Usage | None) -> tuple[Kind, str, str]:
    choices = envelope.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        return "invalid", "error-with-200" if "error" in envelope else "no-choices", ""
    message, finish = choices[0].get("message"), str(choices[0].get("finish_reason"))
    if finish in _FINISHES:
        return *_FINISHES[finish], ""
    if not isinstance(message, dict):
        return "invalid", "no-message", ""
    if message.get("refusal"):
        return "refused", "refusal", ""
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        return ("invalid", "empty", "") if content is not None else ("refused", "no-content", "")
    return _content(content, usage)


def _content(content: str, usage: Usage | None) -> tuple[Kind, str, str]:
    text = bare(content)
    if not _is_text(text):
        return "invalid", "not-text", ""
    if isinstance(parsed(text), dict):
        return "ok", "", text
    if usage is not None and SMALL_CONTEXT <= usage.prompt + usage.completion <= 4096:
        return "truncated", "context-full", ""
    return "invalid", "no-json-object", ""


def _is_text(text: str) -> bool:
    """False for halves of characters, which JSON can spell and no file or database can hold."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _usage(told: Any) -> Usage | None:
    if not isinstance(told, dict):
        return None
    numbers = [told.get(name) for name in ("prompt_tokens", "completion_tokens")]
    prompt, completion = (one if isinstance(one, int) and not isinstance(one, bool) else None for one in numbers)
    return None if prompt is None or completion is None else Usage(prompt, completion)


# ---- errors

_FILTERED = re.compile(rb"content_filter|content_policy|responsible ?ai", re.IGNORECASE)
_CONTEXT = re.compile(rb"context_length_exceeded|context length|context window|n_ctx", re.IGNORECASE)
_NO_MONEY = re.compile(rb"insufficient_quota|billing|credit", re.IGNORECASE)

Reading = Callable[[bytes], tuple[Kind, str]]


def _bad_request(body: bytes) -> tuple[Kind, str]:
    if _FILTERED.search(body):
        return "filtered", "prompt-filtered"
    if _CONTEXT.search(body):
        return "truncated", "context-too-small"
    return "unsupported", "bad-request"


def _too_many(body: bytes) -> tuple[Kind, str]:
    return ("quota", "no-quota") if _NO_MONEY.search(body) else ("unavailable", "rate-limit")


ERRORS: Mapping[int, Reading] = {
    400: _bad_request,
    401: lambda _: ("auth", "key-refused"),
    402: lambda _: ("quota", "payment-required"),
    403: lambda _: ("auth", "forbidden"),
    404: lambda _: ("unsupported", "no-such-model-or-path"),
    405: lambda _: ("unsupported", "no-such-path"),
    408: lambda _: ("unavailable", "server-timeout"),
    409: lambda _: ("unavailable", "conflict"),
    413: lambda _: ("unsupported", "request-too-large"),
    422: _bad_request,
    429: _too_many,
}


def read_error(status: int, body: bytes) -> Outcome:
    """The outcome of an answer that is no 200."""
    kind, why = ERRORS.get(status, _other(status))(body)
    return Outcome(kind, why=why, status=status, response=body)


def _other(status: int) -> Reading:
    if 300 <= status < 400:
        return lambda _: ("unsupported", "redirect")
    if status >= 500:
        return lambda _: ("unavailable", "server-error")
    return lambda _: ("unsupported", "unknown-status")
